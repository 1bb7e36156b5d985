using System.Net;

namespace ModelRegistry.Client;

/// <summary>
/// Keeps in mind which writes were sent and what became of them, so that each one that the registry carried out, or may have, is reported
/// once. A write that failed stays open until what is there now has been read and compared.
/// </summary>
internal sealed class RegistrationLedger(Action<EntityResult>? onEntity)
{
    private readonly Dictionary<string, EntityResult> _results = new(StringComparer.Ordinal);
    private readonly List<EntityResult> _inOrder = [];
    private readonly Dictionary<string, Write> _open = new(StringComparer.Ordinal);

    /// <summary>How far the response to a write says what became of it.</summary>
    private enum Doubt
    {
        /// <summary>It doesn't: there was no response, or one that is not the registry's.</summary>
        Unknown = 0,

        /// <summary>What was to be created is there: made by another writer, or by this one when the write was sent twice.</summary>
        Conflict,

        /// <summary>It says that the write was refused, which is believed when looking it up is refused with the same status.</summary>
        Refused,

        /// <summary>It says that the server was not ready for it.</summary>
        NotTakenOn,

        /// <summary>None: it was never sent.</summary>
        Unsent,
    }

    /// <summary>Gets a value indicating whether there are writes of which it is not known what became of them.</summary>
    public bool IsInDoubt => _open.Values.Any(write => write.Doubt is Doubt.Unknown or Doubt.Conflict or Doubt.Refused);

    /// <summary>Sends a write, and keeps it in mind until it is known what became of it.</summary>
    /// <returns>The id of the entity.</returns>
    public async Task<string> WriteAsync(EntityPlan plan, AppliedAction action, Func<Task<string>> sendAsync)
    {
        string key = Key(plan);
        var write = new Write(plan, action);
        _open[key] = write;
        string id;
        try
        {
            id = await sendAsync().ConfigureAwait(false);
        }
        catch (ModelRegistryException exception)
        {
            write.Doubt = exception switch
            {
                { IsOutcomeUnknown: true } => Doubt.Unknown,
                ModelRegistryConflictException => Doubt.Conflict,
                ModelRegistryUnavailableException { StatusCode: null } => Doubt.Unsent,
                ModelRegistryUnavailableException => Doubt.NotTakenOn,
                _ => Doubt.Refused,
            };
            write.Status = exception.StatusCode;
            throw;
        }

        _open.Remove(key);
        Report(plan, id, action, plan.Changes);
        return id;
    }

    /// <summary>Says that an entity is as it should be.</summary>
    public void Unchanged(EntityPlan plan) => Report(plan, plan.Id!, AppliedAction.Unchanged, []);

    /// <summary>Concludes from what is there now what became of the open writes.</summary>
    /// <param name="plan">The plan that was made after them.</param>
    /// <returns>Whether one of them has been carried out, or what it was to create is there all the same.</returns>
    public bool Settle(RegisteredModelPlan plan)
    {
        bool isThere = false;
        foreach ((string key, Write write) in _open.ToArray())
        {
            EntityPlan? now = plan.Entities.FirstOrDefault(
                entity => entity.Id is not null && string.Equals(Key(entity), key, StringComparison.Ordinal));
            if (now is null)
            {
                _open.Remove(key);
                continue;
            }

            IReadOnlyList<FieldChange> wanted = write.Plan.Changes;
            HashSet<string> differing = [.. now.Changes.Select(change => change.Field)];
            FieldChange[] done = [.. wanted.Where(change => !differing.Contains(change.Field))];
            bool isCreated = write.Action == AppliedAction.Created;
            isThere |= isCreated || done.Length > 0;
            if (now.Action == PlannedAction.Refused)
            {
                // It is another's by now. Whether it was written before that, nobody can say when there was no response.
                if (write.Doubt != Doubt.Unknown)
                {
                    _open.Remove(key);
                }

                continue;
            }

            _open.Remove(key);
            // What is there and differs was made by another writer, unless nobody knows; what was never sent was changed by another.
            if (isCreated ? write.Doubt == Doubt.Unknown || done.Length == wanted.Count : done.Length > 0 && write.Doubt != Doubt.Unsent)
            {
                Report(write.Plan, now.Id!, isCreated ? AppliedAction.Adopted : write.Action, isCreated ? wanted : done);
            }
        }

        return isThere;
    }

    /// <summary>Takes note that the open writes could not be looked up: what the responses to them say is believed then.</summary>
    public void NotLookedUp(ModelRegistryException failure)
    {
        foreach ((string key, Write write) in _open.ToArray())
        {
            if (write.Doubt is Doubt.NotTakenOn or Doubt.Unsent || (write.Doubt == Doubt.Refused && write.Status == failure.StatusCode))
            {
                _open.Remove(key);
            }
        }
    }

    /// <summary>Reports the writes that are still open.</summary>
    public void ReportUnconfirmed()
    {
        foreach (Write write in _open.Values.Where(write => write.Doubt is not (Doubt.NotTakenOn or Doubt.Unsent)))
        {
            Report(write.Plan, write.Plan.Id ?? "", AppliedAction.Unconfirmed, write.Plan.Changes);
        }

        _open.Clear();
    }

    /// <summary>Ends the work: the writes that are still open are reported, and what of a plan has not been reached is added.</summary>
    /// <returns>What has been done about each entity, in that order.</returns>
    public RegistrationResult Close(RegisteredModelPlan plan)
    {
        ReportUnconfirmed();
        IEnumerable<EntityResult> notReached = plan.Entities.Where(entity => !_results.ContainsKey(Key(entity)))
            .Select(entity => new EntityResult(entity.Kind, entity.Path, AppliedAction.NotReached, entity.Id ?? "", []));
        return new RegistrationResult(
            _results.TryGetValue(Key(plan), out EntityResult? model) ? model.Id : plan.Id ?? "", [.. _inOrder, .. notReached]);
    }

    private void Report(EntityPlan plan, string id, AppliedAction action, IReadOnlyList<FieldChange> changes)
    {
        // After a second look an entity comes by again; what has been done about it already is not told twice.
        bool isKnown = _results.TryGetValue(Key(plan), out EntityResult? earlier);
        if (isKnown && action is AppliedAction.Unchanged)
        {
            return;
        }

        var result = new EntityResult(plan.Kind, plan.Path, action, id, changes);
        if (earlier is { Action: AppliedAction.Unchanged })
        {
            _inOrder.Remove(earlier);
        }

        _results[Key(plan)] = result;
        _inOrder.Add(result);
        onEntity?.Invoke(result);
    }

    private static string Key(EntityPlan plan) => $"{plan.Kind} {(plan as ArtifactPlan)?.Spec.ArtifactType} {plan.Path}";

    private sealed record Write(EntityPlan Plan, AppliedAction Action)
    {
        public Doubt Doubt { get; set; }

        public HttpStatusCode? Status { get; set; }
    }
}
