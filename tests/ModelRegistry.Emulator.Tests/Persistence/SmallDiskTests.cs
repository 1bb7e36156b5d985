using System.Globalization;
using System.Net;

namespace ModelRegistry.Emulator.Tests.Persistence;

/// <summary>Real disks that fill up: what is not on them is not in the registry.</summary>
public sealed class SmallDiskTests
{
    private const int Writers = 8;
    private const int Enough = 5;

    private static readonly string Padding = new('x', 700);

    [Fact]
    public async Task On_a_full_disk_the_registry_has_exactly_what_it_acknowledged_then_and_later()
    {
        using SmallFileSystem disk = SmallFileSystem.Mount("size=64k");
        var ledger = new Ledger();
        await using (ModelRegistryEmulator registry = await StartAsync(disk["granite.json"]))
        {
            using HttpClient http = registry.Connect();
            await FillAsync(ledger, http);
            Assert.True(ledger.Acknowledged > 20);
            ledger.Check(registry.Snapshot());

            disk.Resize("size=4m");
            Assert.NotNull(await ledger.CreateAsync(http, "RegisteredModel", "registered_models", "room again"));
            ledger.Check(registry.Snapshot());
        }

        await using ModelRegistryEmulator again = await StartAsync(disk["granite.json"]);
        ledger.Check(again.Snapshot());
    }

    private static Task FillAsync(Ledger ledger, HttpClient http) => Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
    {
        int refused = 0;
        for (int i = 0; refused < Enough; i++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"m{writer}-{i}");
            string? id = await ledger.CreateAsync(http, "RegisteredModel", "registered_models", name, Padding);
            if (id is not null)
            {
                refused += await ledger.DescribeAsync(http, id, name, name + Padding) ? 0 : 1;
            }
            else
            {
                refused++;
                (HttpStatusCode found, _) = await http.ReadAsync($"registered_model?name={name}");
                Assert.Equal(HttpStatusCode.NotFound, found);
            }

            // Wanted by all: whoever hears that it is taken finds it there.
            await ledger.CreateAsync(http, "RegisteredModel", "registered_models", string.Create(CultureInfo.InvariantCulture, $"shared-{i}"));
            await ledger.LookAsync(http);
        }
    })));

    private static Task<ModelRegistryEmulator> StartAsync(string dataFile) =>
        ModelRegistryEmulator.StartAsync(new() { DataFile = dataFile, TimeProvider = new TickingTime() }, TestContext.Current.CancellationToken);
}
