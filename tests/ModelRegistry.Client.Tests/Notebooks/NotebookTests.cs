using System.Collections;
using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;

namespace ModelRegistry.Client.Tests.Notebooks;

/// <summary>What notebooks show, found and called as .NET Interactive does: by names, without a type in common.</summary>
public sealed class NotebookTests
{
    private static readonly DateTimeOffset Day = new(2026, 5, 7, 8, 9, 10, TimeSpan.Zero);

    [Fact]
    public void A_model_shows_as_a_table_of_its_fields()
    {
        var model = new RegisteredModel
        {
            Id = "17",
            Name = "granite",
            Owner = "ai-admin",
            State = RegisteredModelState.Live,
            Language = ["en", "de"],
            CreateTime = Day,
            CustomProperties = new Dictionary<string, MetadataValue>
            {
                ["fp8"] = "",
                ["quantization"] = "FP8-dynamic",
                ["layers"] = 40,
                ["share"] = 0.5,
                ["vetted"] = true,
                ["more"] = MetadataValue.FromJson("""{"a":1}"""),
            },
        };

        string[][] rows = Rows(Show(model));

        Assert.Equal(["Field", "Value"], rows[0]);
        Assert.Equal(
            [
                ["name", "granite"], ["id", "17"], ["state", "LIVE"], ["language", "en, de"], ["owner", "ai-admin"], ["labels", "fp8"],
                ["properties", "quantization = FP8-dynamic, layers = 40, share = 0.5, vetted = true, more = {&quot;a&quot;:1}"],
                ["created", "2026-05-07 08:09:10Z"],
            ],
            rows[1..]);
    }

    [Fact]
    public void A_list_shows_as_one_table_with_a_column_for_what_any_of_them_has()
    {
        ModelVersion[] versions =
        [
            new() { Id = "2", Name = "3.1", RegisteredModelId = "1", Author = "ann" },
            new()
            {
                Id = "3",
                Name = "3.2",
                RegisteredModelId = "1",
                State = ModelVersionState.Archived,
                Description = new string('x', 99) + "🤖 and more",
            },
        ];

        foreach (IEnumerable list in new IEnumerable[] { versions, versions.ToList(), versions.Where(static _ => true) })
        {
            string[][] rows = Rows(Show(list, versions[0]));
            Assert.Equal(
                ["name", "id", "state", "registeredModelId", "author", "description"],
                rows[0].Order(Comparer<string>.Create((x, y) => Rank(x) - Rank(y))));
            Assert.Equal(3, rows.Length);
            int description = Array.IndexOf(rows[0], "description");
            Assert.Equal(("3.1", ""), (rows[1][0], rows[1][description]));
            Assert.Equal(("3.2", new string('x', 99) + "…"), (rows[2][0], rows[2][description]));
        }

        static int Rank(string column) => Array.IndexOf(["name", "id", "state", "registeredModelId", "author", "description"], column);
    }

    [Fact]
    public void A_long_list_ends_in_how_much_is_left()
    {
        RegisteredModel[] models =
        [
            .. Enumerable.Range(1, 2_000).Select(static i => new RegisteredModel { Id = $"{i}", Name = $"m{i}", Readme = "long" }),
        ];

        string html = Show(models, models[0]);

        Assert.Equal(101, Rows(html).Length);
        Assert.EndsWith("</table><p><i>and 1900 more</i></p>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("long", html, StringComparison.Ordinal);
        Assert.Equal("<p><i>none</i></p>", Show(new List<RegisteredModel>(), models[0]));
    }

    [Fact]
    public void What_was_registered_shows_as_a_table()
    {
        var result = new RegistrationResult("1",
        [
            new EntityResult(
                EntityKind.RegisteredModel,
                "granite",
                AppliedAction.Updated,
                "1",
                [new FieldChange("owner", null, "ann"), new FieldChange("state", "a", "b")]),
            new EntityResult(EntityKind.ModelVersion, "granite/3.1", AppliedAction.Created, "2", []),
        ]);

        string[][] rows = Rows(Show(result));

        Assert.Equal(
            [
                ["Action", "Kind", "Path", "Id", "Changes"],
                ["Updated", "RegisteredModel", "granite", "1", "owner, state"],
                ["Created", "ModelVersion", "granite/3.1", "2", ""],
            ],
            rows);
        Assert.Equal(rows, Rows(Show(result.Entities, result)));
        Assert.Equal(2, Rows(Show(result.Entities[1])).Length);
    }

    [Fact]
    public void Hostile_names_stay_text()
    {
        const string evil = "<script>alert(1)</script>\"'&\u202Egnp";
        var model = new RegisteredModel
        {
            Id = evil,
            Name = evil,
            CustomProperties = new Dictionary<string, MetadataValue> { [evil] = evil, [evil + "2"] = "" },
        };

        foreach (string html in new[]
        {
            Show(model),
            Show(new[] { model }, model),
            Show(new EntityResult(EntityKind.Artifact, evil, AppliedAction.Created, evil, [])),
        })
        {
            Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
            Assert.Contains("<bdi>&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_kind_of_entity_shows()
    {
        RegistryResource[] kinds =
        [
            new RegisteredModel { Id = "1", Name = "n" },
            new ModelVersion { Id = "1", Name = "n", RegisteredModelId = "2" },
            new ModelArtifact { Id = "1", Name = "n", Uri = "s3://b/p" },
            new DocArtifact { Id = "1", Name = "n" },
            new DataSet { Id = "1", Name = "n" },
            new Metric { Id = "1", Name = "n", Value = 0.5 },
            new Parameter { Id = "1", Name = "n", Value = "v" },
            new ServingEnvironment { Id = "1", Name = "n" },
            new InferenceService { Id = "1", Name = "n", RegisteredModelId = "2", ServingEnvironmentId = "3" },
            new ServeModel { Id = "1", Name = "n", ModelVersionId = "2" },
            new Experiment { Id = "1", Name = "n" },
            new ExperimentRun { Id = "1", Name = "n", ExperimentId = "2" },
        ];
        IEnumerable<Type> all = typeof(RegistryResource).Assembly.GetExportedTypes().Where(
            static type => type.IsSubclassOf(typeof(RegistryResource)) && !type.IsAbstract);
        Assert.Equal(
            all.Where(static type => type != typeof(UnknownArtifact)).Select(static type => type.Name).Order(),
            kinds.Select(static kind => kind.GetType().Name).Order());

        Assert.All(kinds, static kind => Assert.Equal([["name", "n"], ["id", "1"]], Rows(Show(kind))[1..3]));
        Assert.Equal(kinds.Length + 1, Rows(Show(kinds, kinds[0])).Length);
        Assert.Contains(["artifactType", "model-artifact"], Rows(Show(kinds[2])));
        Assert.Contains(["uri", "s3://b/p"], Rows(Show(kinds[2])));
    }

    private static string Show(object value) => Show(value, value);

    // .NET Interactive asks the type of what it shows for its formatters; those for lists come along, once it has shown one of their items.
    private static string Show(object value, object brings)
    {
        foreach (object attribute in brings.GetType().GetCustomAttributes(inherit: true).Where(
            static each => each.GetType().Name == "TypeFormatterSourceAttribute"))
        {
            Type source = Property<Type>(attribute, "FormatterSourceType");
            var formatters = (IEnumerable)source.GetMethod("CreateTypeFormatters")!.Invoke(Activator.CreateInstance(source), null)!;
            foreach (object formatter in formatters)
            {
                if (Property<string>(formatter, "MimeType") == "text/html" && Property<Type>(formatter, "Type").IsInstanceOfType(value))
                {
                    ParameterExpression shown = Expression.Parameter(typeof(object));
                    ParameterExpression output = Expression.Parameter(typeof(TextWriter));
                    MethodCallExpression call = Expression.Call(
                        Expression.Constant(formatter), formatter.GetType().GetMethod("Format")!, shown, output);
                    using var writer = new StringWriter(CultureInfo.InvariantCulture);
                    Assert.True(Expression.Lambda<Func<object, TextWriter, bool>>(call, shown, output).Compile()(value, writer));
                    return writer.ToString();
                }
            }
        }

        throw new InvalidOperationException($"Nothing shows a {value.GetType()}.");
    }

    private static T Property<T>(object of, string name) =>
        (T)of.GetType().GetProperty(name, BindingFlags.Instance | BindingFlags.Public)!.GetGetMethod()!.Invoke(of, null)!;

    // The cells of each row, encoded as they are.
    private static string[][] Rows(string html) =>
    [
        .. html.Split("<tr>")[1..].Select(static row => row.Split("<bdi>")[1..].Select(
            static cell => cell[..cell.IndexOf("</bdi>", StringComparison.Ordinal)]).ToArray()),
    ];
}
