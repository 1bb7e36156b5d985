using System.Text;

namespace SeedJob.Gate;

/// <summary>The ValidatingAdmissionPolicies of the gate, their bindings, and the guard of the list.</summary>
/// <remarks>
/// The API server evaluates the expressions for each request, within a budget of a million units. Splitting the list and each look
/// into it are scans of the list, and there is never a scan for each line of it: the variables are evaluated once, and a look-up is an
/// <c>in</c>. All is dynamic (<c>dyn</c>), since the fields differ between the versions of KServe's API.
/// </remarks>
internal sealed class GatePolicies
{
    private const string InferenceServices = "inferenceservices";
    private const string LlmInferenceServices = "llminferenceservices";

    /// <summary>What an administrator has to say of a list that may go.</summary>
    private const string MayGo = "model-registry/may-go";

    /// <summary>The lines of the list, by what their key says they are.</summary>
    private static readonly CelVariable[] Lines =
    [
        new("data", "has(params.data) ? params.data : {}"),
        new(
            "vetted",
            "variables.data.filter(k, !(k in ['connections', 'prefixes'])).map(k, variables.data[k].split('\\n'))"),
        new(
            "prefixes",
            "'prefixes' in variables.data ? variables.data['prefixes'].split('\\n').filter(p, p.endsWith('/')) : []"),
    ];

    /// <summary>What an InferenceService loads.</summary>
    private static readonly CelVariable[] InferenceServiceSources =
    [
        new(
            "connections",
            "'connections' in variables.data ? variables.data['connections'].split('\\n') : []"),
        new(
            "formats",
            """
            ['model', 'huggingface', 'lightgbm', 'onnx', 'paddle', 'pmml', 'pytorch', 'sklearn', 'tensorflow', 'triton',
             'xgboost', 'art']
            """),
        new(
            "predictors",
            """
            [object, oldObject].map(o, o == null ? [] : [dyn(o.spec.predictor)]
              + (has(o.spec.canary) ? dyn(o.spec.canary).map(c, dyn(c.predictor)) : []))
            """,
            "Now and before, canaries' too."),
        new(
            "parts",
            """
            [object, oldObject].map(o, o == null ? [] : [dyn(o.spec.predictor)]
              + (has(o.spec.canary) ? dyn(o.spec.canary).map(c, dyn(c.predictor)) : [])
              + (has(o.spec.transformer) ? [dyn(o.spec.transformer)] : [])
              + (has(o.spec.explainer) ? [dyn(o.spec.explainer)] : []))
            """),
        new(
            "sources",
            """
            variables.parts.map(ps, ps.map(p,
              variables.formats.filter(f, f in p && 'storageUri' in p[f]).map(f, string(p[f].storageUri))
              + variables.formats.filter(f, f in p && 'storage' in p[f]).map(f,
                  [namespaceObject.metadata.name + '/' + ('key' in p[f].storage ? string(p[f].storage.key) : '')].map(c,
                    [variables.connections.filter(l, l.startsWith(c + ' ')).map(l, l.substring(c.size() + 1))].map(at,
                      at.size() == 1 && !('parameters' in p[f].storage)
                      ? at[0] + ('path' in p[f].storage ? string(p[f].storage.path) : '')
                      : 'connection ' + c + ('parameters' in p[f].storage ? ' with parameters' : '') + ', path '
                        + ('path' in p[f].storage ? string(p[f].storage.path) : ''))[0])[0])
              + ('storageUris' in p ? p.storageUris.map(s, string(s.uri)) : [])))
            """,
            "The same shape, each part as the list of what it loads."),
        new(
            "unnamed",
            """
            variables.predictors.map(ps, ps.filter(p,
              !variables.formats.exists(f, f in p && ('storageUri' in p[f] || 'storage' in p[f]))
              && !('storageUris' in p && p.storageUris.size() > 0)))
            """,
            "Predictors that name no model."),
        new(
            "scaling",
            """
            ['minReplicas', 'maxReplicas', 'scaleTarget', 'scaleMetric', 'scaleMetricType', 'autoScaling',
             'containerConcurrency', 'timeout', 'labels']
            """,
            "What may change in them without changing what they load."),
    ];

    /// <summary>What an LLMInferenceService loads, in the shape of the above: it has one part.</summary>
    private static readonly CelVariable[] LlmInferenceServiceSources =
    [
        new(
            "named",
            "[object, oldObject].map(o, o != null && has(o.spec.model) && has(o.spec.model.uri) && o.spec.model.uri != '')",
            "Now and before. spec.model may be left out: then a base config brings it."),
        new(
            "baseRefs",
            "[object, oldObject].map(o, o != null && has(o.spec.baseRefs) ? dyn(o.spec.baseRefs) : dyn([]))"),
        new(
            "sources",
            """
            [object, oldObject].map(o, o == null || !has(o.spec.model) ? [] : [
              (has(o.spec.model.uri) && o.spec.model.uri != '' ? [string(o.spec.model.uri)] : [])
              + (has(o.spec.model.lora) && has(o.spec.model.lora.adapters)
                 ? dyn(o.spec.model.lora.adapters).map(a, 'uri' in a ? string(a.uri) : 'an adapter without uri') : [])])
            """),
    ];

    /// <summary>What of the sources is neither vetted nor was there before.</summary>
    private static readonly CelVariable Refused = new(
        "refused",
        """
        variables.sources[0].map(us, us.filter(u,
          !variables.sources[1].exists(b, u in b)
          && !([u]
            + (u.startsWith('s3://') && u.contains('?endpoint=') ? [u.split('?endpoint=')[0]] : [])
            + (u.startsWith('oci://') && u.contains('@')
               ? [u.split('@')[0]].filter(n, n.lastIndexOf(':') > n.lastIndexOf('/'))
                 .map(n, n.substring(0, n.lastIndexOf(':')) + u.substring(u.indexOf('@')))
               : []))
            .exists(f, f != '' && (variables.vetted.exists(l, f in l)
              || (variables.prefixes.exists(p, f.startsWith(p)) && !f.matches(r'[?#\\]|%2[eEfF]|/[.][.]?(/|$)'))))))
          .filter(us, us.size() > 0)
        """,
        "An S3 URI also counts without the dashboard's query, and an image with a digest without its tag.");

    public GateMode Mode { get; init; }

    /// <summary>Gets the namespaces where the policies don't count.</summary>
    public IReadOnlyList<string> Exempt { get; init; } = [];

    /// <summary>Gets what every message ends with.</summary>
    public string? Help { get; init; }

    /// <summary>Gets the namespace of the list.</summary>
    public required string Namespace { get; init; }

    private string HelpEnding => Help is null ? "" : $"; see {Help}";

    private string[] Actions => Mode switch
    {
        GateMode.Audit => ["Audit"],
        GateMode.Warn => ["Warn", "Audit"],
        _ => ["Deny", "Audit"],
    };

    // A list that is not there and an expression that fails are refusals whatever the binding's actions say: with audit and warn,
    // which refuse nothing, both must not count.
    private string FailurePolicy => Mode == GateMode.Deny ? "Fail" : "Ignore";

    private string MissingList => Mode == GateMode.Deny ? "Deny" : "Allow";

    /// <summary>Writes all objects.</summary>
    public string ToYaml()
    {
        var yaml = new StringBuilder("# Made by \"seed-job gate policy\". Apply it with: kubectl apply --server-side -f FILE\n");
        AppendGate(
            yaml,
            InferenceServices,
            [.. Lines, .. InferenceServiceSources, Refused],
            """
            variables.unnamed[0].all(p, variables.unnamed[1].exists(b,
              p.all(k, k in variables.scaling || (k in b && b[k] == p[k])) && b.all(k, k in variables.scaling || k in p)))
            """,
            "every predictor must name its model (storageUri, storage or storageUris): "
            + "what a container of one's own loads can't be checked");
        yaml.Append("---\n");
        AppendGate(
            yaml,
            LlmInferenceServices,
            [.. Lines, .. LlmInferenceServiceSources, Refused],
            "variables.named[0] || (oldObject != null && !variables.named[1] && variables.baseRefs[0] == variables.baseRefs[1])",
            "spec.model.uri must name the model here: one that a base config brings can't be checked");
        yaml.Append("---\n");
        AppendGuard(yaml);
        return yaml.ToString();
    }

    private void AppendGate(
        StringBuilder yaml, string resource, IReadOnlyList<CelVariable> variables, string namesModel, string namesNoModel)
    {
        yaml.Append(
            $$"""
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicy
            metadata:
              name: {{VettedList.Name}}.{{resource}}
              labels:
                {{VettedList.Label}}
            spec:
              failurePolicy: {{FailurePolicy}}
              paramKind:
                apiVersion: v1
                kind: ConfigMap
              matchConstraints:
                resourceRules:
                  - apiGroups: [serving.kserve.io]
                    apiVersions: ["*"]
                    operations: [CREATE, UPDATE]
                    resources: [{{resource}}]
              matchConditions:
                - name: not-going-away
                  expression: "!has(object.metadata.deletionTimestamp)"
                - name: spec-differs
                  expression: "oldObject == null || object.spec != oldObject.spec"
              variables:

            """);
        foreach (CelVariable variable in variables)
        {
            if (variable.Comment is not null)
            {
                yaml.Append("    # ").Append(variable.Comment).Append('\n');
            }

            yaml.Append("    - name: ").Append(variable.Name).Append('\n');
            AppendExpression(yaml, "expression", variable.Expression);
        }

        yaml.Append("  validations:\n    -");
        AppendExpression(yaml, "expression", namesModel, isFirst: true);
        yaml.Append("      message: ").Append(Quoted(namesNoModel + HelpEnding)).Append('\n');
        yaml.Append("      reason: Forbidden\n    -");
        AppendExpression(yaml, "expression", "variables.refused.size() == 0", isFirst: true);
        yaml.Append("      # Stands in when the sentence below is over 5 KiB.\n");
        yaml.Append("      message: ").Append(Quoted("a model is not vetted" + HelpEnding)).Append('\n');
        AppendExpression(yaml, "messageExpression", Sentence());
        yaml.Append(
            $$"""
                  reason: Forbidden
              auditAnnotations:
                - key: models
                  valueExpression: "variables.sources[0].map(us, us.join(' ')).join(' ')"
            ---
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicyBinding
            metadata:
              name: {{VettedList.Name}}.{{resource}}
              labels:
                {{VettedList.Label}}
            spec:
              policyName: {{VettedList.Name}}.{{resource}}
              paramRef:
                namespace: {{Quoted(Namespace)}}
                name: {{VettedList.Name}}
                parameterNotFoundAction: {{MissingList}}
              validationActions: [{{string.Join(", ", Actions)}}]

            """);
        if (Exempt.Count > 0)
        {
            // By the name, which nobody can give to another namespace; those who may label a namespace could lift a gate on labels.
            yaml.Append(
                $$"""
                  matchResources:
                    namespaceSelector:
                      matchExpressions:
                        - key: kubernetes.io/metadata.name
                          operator: NotIn
                          values: [{{string.Join(", ", Exempt.Select(Quoted))}}]

                """);
        }
    }

    /// <summary>What the developer reads. It is evaluated for allowed requests as well, which refuse nothing.</summary>
    private string Sentence() =>
        $$"""
        variables.refused.size() == 0 ? '' : 'not a vetted model: '
        + [variables.refused.map(us, us.join(', ')).join(', ').split('\n').join(' ')]
          .map(s, s.size() > 1000 ? s.substring(0, 1000) + '...' : s)[0]
        + '; vetted at the same place: '
        + [variables.refused[0][0].split('@')[0].find('^.*[/:].')].map(p, p == '' ? '' : p.substring(0, p.size() - 1))
          .map(p, variables.vetted.map(l, l.filter(u, p != '' && u.startsWith(p))).filter(l, l.size() > 0)
            .map(l, l.join(', ')).join(', '))
          .map(s, s == '' ? 'none' : s.size() > 2000 ? s.substring(0, 2000) + '...' : s)[0]
        + (variables.prefixes.size() == 0 ? '' : '; vetted places: '
          + [variables.prefixes.join(', ')].map(s, s.size() > 1000 ? s.substring(0, 1000) + '...' : s)[0])
        """
        + (Help is null ? "" : $"\n+ {CelString(HelpEnding)}");

    private void AppendGuard(StringBuilder yaml) => yaml.Append(
        $$"""
        # Nobody deletes the list by accident: while it is missing, what the policies above are for can be neither made nor changed,
        # and what is being deleted keeps its finalizers.
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicy
        metadata:
          name: {{VettedList.Name}}.stays
          labels:
            {{VettedList.Label}}
        spec:
          failurePolicy: {{FailurePolicy}}
          matchConstraints:
            resourceRules:
              - apiGroups: [""]
                apiVersions: [v1]
                operations: [DELETE]
                resources: [configmaps]
                resourceNames: [{{VettedList.Name}}]
                scope: Namespaced
          validations:
            - expression: "has(oldObject.metadata.annotations) && '{{MayGo}}' in oldObject.metadata.annotations"
              message: "the admission gate reads this list: take the gate away first, or annotate the list with {{MayGo}}"
              reason: Forbidden
        ---
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicyBinding
        metadata:
          name: {{VettedList.Name}}.stays
          labels:
            {{VettedList.Label}}
        spec:
          policyName: {{VettedList.Name}}.stays
          validationActions: [{{string.Join(", ", Actions)}}]
          matchResources:
            namespaceSelector:
              matchLabels:
                kubernetes.io/metadata.name: {{Quoted(Namespace)}}

        """);

    private static void AppendExpression(StringBuilder yaml, string field, string expression, bool isFirst = false)
    {
        yaml.Append(isFirst ? " " : "      ").Append(field).Append(": |-\n");
        foreach (string line in expression.Split('\n'))
        {
            yaml.Append("        ").Append(line).Append('\n');
        }
    }

    /// <summary>A text as a scalar of YAML, whatever is in it.</summary>
    private static string Quoted(string text) => $"\"{Escaped(text, '"')}\"";

    private static string CelString(string text) => $"'{Escaped(text, '\'')}'";

    private static string Escaped(string text, char quote) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(quote.ToString(), $"\\{quote}", StringComparison.Ordinal);

    /// <summary>A variable of a policy's expressions.</summary>
    private sealed record CelVariable(string Name, string Expression, string? Comment = null);
}
