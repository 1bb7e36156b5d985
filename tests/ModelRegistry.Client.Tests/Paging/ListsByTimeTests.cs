using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using ModelRegistry.Emulator;

namespace ModelRegistry.Client.Tests.Paging;

/// <summary>Lists by time from a server that repeats and loses items whose times are equal, as it does on PostgreSQL.</summary>
public sealed class ListsByTimeTests : IAsyncLifetime
{
    private const int Models = 60;

    private ModelRegistryEmulator _emulator = null!;
    private ModelRegistryClient _registry = null!;

    public static TheoryData<OrderBy, SortOrder?> ByTime => new()
    {
        { OrderBy.CreateTime, null },
        { OrderBy.CreateTime, SortOrder.Descending },
        { OrderBy.LastUpdateTime, SortOrder.Descending },
    };

    public async ValueTask InitializeAsync()
    {
        var clock = new FakeTimeProvider();
        _emulator = await ModelRegistryEmulator.StartAsync(
            new ModelRegistryEmulatorOptions { Database = RegistryDatabase.PostgreSql, TimeProvider = clock });
        _registry = ModelRegistryClient.Create(new ModelRegistryClientOptions { BaseAddress = _emulator.BaseAddress, PageSize = 7 });
        for (int i = 0; i < Models; i++)
        {
            if (i % 12 == 0)
            {
                clock.Advance(TimeSpan.FromSeconds(1));
            }

            _emulator.AddRegisteredModel(string.Create(CultureInfo.InvariantCulture, $"m{i}"));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _registry.Dispose();
        await _emulator.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(ByTime))]
    public async Task What_the_server_repeats_is_left_out(OrderBy orderBy, SortOrder? sortOrder)
    {
        List<RegisteredModel> models = await ListAsync(new ListOptions { OrderBy = orderBy, SortOrder = sortOrder });

        Assert.Equal(models.Count, models.Select(model => model.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.InRange(models.Count, 20, Models - 1);
    }

    [Theory]
    [MemberData(nameof(ByTime))]
    public async Task What_the_server_loses_follows_at_the_end(OrderBy orderBy, SortOrder? sortOrder)
    {
        List<RegisteredModel> plain = await ListAsync(new ListOptions { OrderBy = orderBy, SortOrder = sortOrder });
        _emulator.ClearRequests();

        List<RegisteredModel> complete = await ListAsync(
            new ListOptions { OrderBy = orderBy, SortOrder = sortOrder, EnsureComplete = true });

        Assert.Equal(plain.Select(model => model.Id), complete.Take(plain.Count).Select(model => model.Id));
        int[] rest = [.. complete.Skip(plain.Count).Select(model => int.Parse(model.Id, CultureInfo.InvariantCulture))];
        Assert.Equal(Models, complete.Select(model => model.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Models, complete.Count);
        Assert.Equal(sortOrder is null ? rest.Order() : rest.OrderDescending(), rest);
        Assert.Contains(_emulator.Requests, request => request.Query.Contains("orderBy=ID", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_filter_applies_to_both_passes()
    {
        List<RegisteredModel> models = await ListAsync(
            new ListOptions<RegisteredModel>
            {
                OrderBy = OrderBy.CreateTime,
                EnsureComplete = true,
                Filter = RegisteredModelFilter.Name.Like("m1%"),
            });

        Assert.Equal(11, models.Count);
        Assert.All(models, model => Assert.StartsWith("m1", model.Name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_list_by_id_is_complete_at_once()
    {
        Assert.Equal(Models, (await ListAsync(new ListOptions { OrderBy = OrderBy.Id, EnsureComplete = true })).Count);
        Assert.Equal(Models, (await ListAsync(new ListOptions { EnsureComplete = true })).Count);
        Assert.Equal(2 * 9, _emulator.Requests.Count);
    }

    [Fact]
    public async Task Pages_of_a_completed_list_can_not_be_continued()
    {
        AsyncPageable<RegisteredModel> list =
            _registry.RegisteredModels.ListAsync(new ListOptions { OrderBy = OrderBy.CreateTime, EnsureComplete = true });

        List<Page<RegisteredModel>> pages = await list.AsPages().ToListAsync(TestContext.Current.CancellationToken);

        Assert.All(pages, page => Assert.Null(page.ContinuationToken));
        var refusal = Assert.Throws<ArgumentException>(() => list.AsPages("Mjox"));
        Assert.Contains("read from its beginning", refusal.Message, StringComparison.Ordinal);
    }

    private Task<List<RegisteredModel>> ListAsync(ListOptions<RegisteredModel> options) =>
        _registry.RegisteredModels.ListAsync(options).ToListAsync(TestContext.Current.CancellationToken).AsTask();
}
