using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>Logs what a run or a version was made with (parameters) and what was measured of it (metrics).</summary>
public static class LoggingExtensions
{
    private const int MaxCollisions = 20;

    /// <summary>Logs a metric of a run: creates it, or sets it when there is one of that name.</summary>
    /// <param name="experimentRuns">The experiment runs of a registry.</param>
    /// <param name="experimentRunId">The id of the experiment run.</param>
    /// <param name="name">The name of the metric, for example <c>accuracy</c>.</param>
    /// <param name="value">The number that was measured; finite.</param>
    /// <param name="step">The step of the training at which it was measured, an integer of 32 bits; none when not given.</param>
    /// <param name="timestamp">When it was measured, to the millisecond; none when not given.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The metric as it is then.</returns>
    /// <exception cref="ArgumentException">The id or a name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A metric is NaN or infinite: JSON has no form for it.</exception>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such experiment run.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <exception cref="NotSupportedException">The registry is spoken to with API <c>v1</c>, which has no experiments.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    /// <remarks>
    /// The server looks for the name as a LIKE pattern, so that <c>a_c</c> sets <c>abc</c> where that is there already. A run keeps all
    /// values of a name (its metric history). Two of them within a millisecond collide there on the server, and the second is then sent
    /// again.
    /// </remarks>
    public static async Task<Metric> LogMetricAsync(
        this IExperimentRuns experimentRuns,
        string experimentRunId,
        string name,
        double value,
        long? step = null,
        DateTimeOffset? timestamp = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(experimentRuns);
        return await LogMetricAsync(
            metric => experimentRuns.UpsertArtifactAsync(experimentRunId, metric, null, cancellationToken),
            name, value, step, timestamp, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Logs several metrics, one after the other: <c>new Dictionary&lt;string, double&gt; { ["accuracy"] = 0.91, ["loss"] = 0.2 }</c>.
    /// </summary>
    /// <param name="experimentRuns">The experiment runs of a registry.</param>
    /// <param name="experimentRunId">The id of the experiment run.</param>
    /// <param name="metrics">The names and the numbers that were measured; finite.</param>
    /// <param name="step">The step of the training at which they were measured, an integer of 32 bits; none when not given.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The metrics as they are then, in the same order.</returns>
    /// <exception cref="ArgumentException">The id or a name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A metric is NaN or infinite: JSON has no form for it.</exception>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such experiment run.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <exception cref="NotSupportedException">The registry is spoken to with API <c>v1</c>, which has no experiments.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    /// <remarks>A call that fails leaves logged what came before.</remarks>
    public static async Task<IReadOnlyList<Metric>> LogMetricsAsync(
        this IExperimentRuns experimentRuns,
        string experimentRunId,
        IEnumerable<KeyValuePair<string, double>> metrics,
        long? step = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        return await LogEachAsync(
            metrics, (name, value) => experimentRuns.LogMetricAsync(experimentRunId, name, value, step, null, cancellationToken))
            .ConfigureAwait(false);
    }

    /// <summary>Logs a parameter of a run: creates it, or sets it when there is one of that name.</summary>
    /// <param name="experimentRuns">The experiment runs of a registry.</param>
    /// <param name="experimentRunId">The id of the experiment run.</param>
    /// <param name="name">The name of the parameter, for example <c>learning-rate</c>.</param>
    /// <param name="value">
    /// A string, a number, a truth value or a JSON object. The registry keeps it as a string, and what it was as its type.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The parameter as it is then.</returns>
    /// <exception cref="ArgumentException">The id or a name is empty.</exception>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such experiment run.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <exception cref="NotSupportedException">The registry is spoken to with API <c>v1</c>, which has no experiments.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    /// <remarks>
    /// The server looks for the name as a LIKE pattern, so that <c>a_c</c> sets <c>abc</c> where that is there already. A metric can't have
    /// the same name.
    /// </remarks>
    public static async Task<Parameter> LogParameterAsync(
        this IExperimentRuns experimentRuns, string experimentRunId, string name,
        MetadataValue value, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(experimentRuns);
        return await LogParameterAsync(
            parameter => experimentRuns.UpsertArtifactAsync(experimentRunId, parameter, null, cancellationToken), name, value)
            .ConfigureAwait(false);
    }

    /// <summary>
    /// Logs several parameters, one after the other: <c>new Dictionary&lt;string, MetadataValue&gt; { ["epochs"] = 3, ["optimizer"] =
    /// "adam" }</c>.
    /// </summary>
    /// <param name="experimentRuns">The experiment runs of a registry.</param>
    /// <param name="experimentRunId">The id of the experiment run.</param>
    /// <param name="parameters">The names and values.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The parameters as they are then, in the same order.</returns>
    /// <exception cref="ArgumentException">The id or a name is empty.</exception>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such experiment run.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <exception cref="NotSupportedException">The registry is spoken to with API <c>v1</c>, which has no experiments.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    /// <remarks>A call that fails leaves logged what came before.</remarks>
    public static async Task<IReadOnlyList<Parameter>> LogParametersAsync(
        this IExperimentRuns experimentRuns,
        string experimentRunId,
        IEnumerable<KeyValuePair<string, MetadataValue>> parameters,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return await LogEachAsync(
            parameters, (name, value) => experimentRuns.LogParameterAsync(experimentRunId, name, value, cancellationToken))
            .ConfigureAwait(false);
    }

    /// <summary>Logs several parameters that are strings, one after the other.</summary>
    /// <param name="experimentRuns">The experiment runs of a registry.</param>
    /// <param name="experimentRunId">The id of the experiment run.</param>
    /// <param name="parameters">The names and values.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The parameters as they are then, in the same order.</returns>
    /// <exception cref="ArgumentException">The id or a name is empty.</exception>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such experiment run.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <exception cref="NotSupportedException">The registry is spoken to with API <c>v1</c>, which has no experiments.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    /// <remarks>A call that fails leaves logged what came before.</remarks>
    public static Task<IReadOnlyList<Parameter>> LogParametersAsync(
        this IExperimentRuns experimentRuns,
        string experimentRunId,
        IEnumerable<KeyValuePair<string, string>> parameters,
        CancellationToken cancellationToken = default) =>
        experimentRuns.LogParametersAsync(experimentRunId, Strings(parameters), cancellationToken);

    /// <summary>Logs a metric of a version: creates it, or sets it when there is one of that name.</summary>
    /// <param name="modelVersions">The model versions of a registry.</param>
    /// <param name="modelVersionId">The id of the model version.</param>
    /// <param name="name">The name of the metric, for example <c>accuracy</c>.</param>
    /// <param name="value">The number that was measured; finite.</param>
    /// <param name="step">The step of the training at which it was measured, an integer of 32 bits; none when not given.</param>
    /// <param name="timestamp">When it was measured, to the millisecond; none when not given.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The metric as it is then.</returns>
    /// <exception cref="ArgumentException">The id or a name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A metric is NaN or infinite: JSON has no form for it.</exception>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such model version.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    /// <remarks>The server looks for the name as a LIKE pattern, so that <c>a_c</c> sets <c>abc</c> where that is there already.</remarks>
    public static async Task<Metric> LogMetricAsync(
        this IModelVersions modelVersions,
        string modelVersionId,
        string name,
        double value,
        long? step = null,
        DateTimeOffset? timestamp = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(modelVersions);
        return await LogMetricAsync(
            metric => modelVersions.UpsertArtifactAsync(modelVersionId, metric, null, cancellationToken),
            name, value, step, timestamp, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Logs several metrics, one after the other: <c>new Dictionary&lt;string, double&gt; { ["accuracy"] = 0.91, ["loss"] = 0.2 }</c>.
    /// </summary>
    /// <param name="modelVersions">The model versions of a registry.</param>
    /// <param name="modelVersionId">The id of the model version.</param>
    /// <param name="metrics">The names and the numbers that were measured; finite.</param>
    /// <param name="step">The step of the training at which they were measured, an integer of 32 bits; none when not given.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The metrics as they are then, in the same order.</returns>
    /// <exception cref="ArgumentException">The id or a name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A metric is NaN or infinite: JSON has no form for it.</exception>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such model version.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    /// <remarks>A call that fails leaves logged what came before.</remarks>
    public static async Task<IReadOnlyList<Metric>> LogMetricsAsync(
        this IModelVersions modelVersions,
        string modelVersionId,
        IEnumerable<KeyValuePair<string, double>> metrics,
        long? step = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        return await LogEachAsync(
            metrics, (name, value) => modelVersions.LogMetricAsync(modelVersionId, name, value, step, null, cancellationToken))
            .ConfigureAwait(false);
    }

    /// <summary>Logs a parameter of a version: creates it, or sets it when there is one of that name.</summary>
    /// <param name="modelVersions">The model versions of a registry.</param>
    /// <param name="modelVersionId">The id of the model version.</param>
    /// <param name="name">The name of the parameter, for example <c>learning-rate</c>.</param>
    /// <param name="value">
    /// A string, a number, a truth value or a JSON object. The registry keeps it as a string, and what it was as its type.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The parameter as it is then.</returns>
    /// <exception cref="ArgumentException">The id or a name is empty.</exception>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such model version.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    /// <remarks>
    /// The server looks for the name as a LIKE pattern, so that <c>a_c</c> sets <c>abc</c> where that is there already. A metric can't have
    /// the same name.
    /// </remarks>
    public static async Task<Parameter> LogParameterAsync(
        this IModelVersions modelVersions, string modelVersionId, string name,
        MetadataValue value, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(modelVersions);
        return await LogParameterAsync(
            parameter => modelVersions.UpsertArtifactAsync(modelVersionId, parameter, null, cancellationToken), name, value)
            .ConfigureAwait(false);
    }

    /// <summary>
    /// Logs several parameters, one after the other: <c>new Dictionary&lt;string, MetadataValue&gt; { ["epochs"] = 3, ["optimizer"] =
    /// "adam" }</c>.
    /// </summary>
    /// <param name="modelVersions">The model versions of a registry.</param>
    /// <param name="modelVersionId">The id of the model version.</param>
    /// <param name="parameters">The names and values.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The parameters as they are then, in the same order.</returns>
    /// <exception cref="ArgumentException">The id or a name is empty.</exception>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such model version.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    /// <remarks>A call that fails leaves logged what came before.</remarks>
    public static async Task<IReadOnlyList<Parameter>> LogParametersAsync(
        this IModelVersions modelVersions,
        string modelVersionId,
        IEnumerable<KeyValuePair<string, MetadataValue>> parameters,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return await LogEachAsync(
            parameters, (name, value) => modelVersions.LogParameterAsync(modelVersionId, name, value, cancellationToken))
            .ConfigureAwait(false);
    }

    /// <summary>Logs several parameters that are strings, one after the other.</summary>
    /// <param name="modelVersions">The model versions of a registry.</param>
    /// <param name="modelVersionId">The id of the model version.</param>
    /// <param name="parameters">The names and values.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The parameters as they are then, in the same order.</returns>
    /// <exception cref="ArgumentException">The id or a name is empty.</exception>
    /// <exception cref="ModelRegistryNotFoundException">The registry has no such model version.</exception>
    /// <exception cref="ModelRegistryException">The call failed; its subtypes say how.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    /// <remarks>A call that fails leaves logged what came before.</remarks>
    public static Task<IReadOnlyList<Parameter>> LogParametersAsync(
        this IModelVersions modelVersions,
        string modelVersionId,
        IEnumerable<KeyValuePair<string, string>> parameters,
        CancellationToken cancellationToken = default) =>
        modelVersions.LogParametersAsync(modelVersionId, Strings(parameters), cancellationToken);

    private static IEnumerable<KeyValuePair<string, MetadataValue>> Strings(IEnumerable<KeyValuePair<string, string>> parameters) =>
        parameters.Select(static parameter => KeyValuePair.Create(parameter.Key, (MetadataValue)parameter.Value));

    private static async Task<IReadOnlyList<T>> LogEachAsync<TValue, T>(
        IEnumerable<KeyValuePair<string, TValue>> values, Func<string, TValue, Task<T>> logAsync)
    {
        var logged = new List<T>();
        foreach ((string name, TValue value) in values)
        {
            logged.Add(await logAsync(name, value).ConfigureAwait(false));
        }

        return logged;
    }

    /// <summary>Sends a metric again while its history has a value of the same millisecond: only the history lacks it then.</summary>
    private static async Task<Metric> LogMetricAsync(
        Func<MetricCreate, Task<Artifact>> upsertAsync,
        string name,
        double value,
        long? step,
        DateTimeOffset? timestamp,
        CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var metric = new MetricCreate { Name = name, Value = value, Step = step, Timestamp = timestamp };
        for (int collisions = 0; ; collisions++)
        {
            try
            {
                return Logged<Metric>(await upsertAsync(metric).ConfigureAwait(false), name);
            }
            catch (ModelRegistryException exception)
                when (collisions < MaxCollisions && DatabaseErrors.IsHistoryCollision(exception.ServerMessage))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task<Parameter> LogParameterAsync(
        Func<ParameterCreate, Task<Artifact>> upsertAsync, string name, MetadataValue value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        var parameter = new ParameterCreate { Name = name, Value = value.ToString(), ParameterType = TypeOf(value) };
        return Logged<Parameter>(await upsertAsync(parameter).ConfigureAwait(false), name);
    }

    private static ParameterType TypeOf(MetadataValue value) => value switch
    {
        MetadataIntValue or MetadataDoubleValue => ParameterType.Number,
        MetadataBoolValue => ParameterType.Boolean,
        MetadataStructValue => ParameterType.Object,
        _ => ParameterType.String,
    };

    private static T Logged<T>(Artifact artifact, string name)
        where T : Artifact =>
        artifact as T ?? throw new ModelRegistryException(
            $"The registry responded with {artifact} to '{name}', which was sent as a {typeof(T).Name}.");
}
