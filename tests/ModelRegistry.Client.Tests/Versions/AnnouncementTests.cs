using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using ModelRegistry.Client.Tests.Support;
using ModelRegistry.Emulator;

namespace ModelRegistry.Client.Tests.Versions;

/// <summary>What a registry says about the end of a version of its API: <c>Deprecation</c>, <c>Sunset</c>, <c>Link</c>.</summary>
public sealed class AnnouncementTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_warned_of_once_with_the_date_and_the_successor()
    {
        await using ModelRegistryEmulator emulator = await ModelRegistryEmulator.StartAsync(
            new ModelRegistryEmulatorOptions { AlphaSunset = new DateTimeOffset(2027, 5, 7, 0, 0, 0, TimeSpan.Zero) }, Cancellation);
        var log = new ListeningLogger();
        using ModelRegistryClient registry = ModelRegistryClient.Create(
            new ModelRegistryClientOptions { BaseAddress = emulator.BaseAddress }, log);
        await Assert.ThrowsAsync<ModelRegistryNotFoundException>(() => registry.RegisteredModels.GetAsync("7", Cancellation));
        await registry.RegisteredModels.CreateAsync(new() { Name = "granite" }, Cancellation);
        Assert.Equal(
            (LogLevel.Warning, 104,
                "The registry announces the end of API v1alpha3 (Sunset: 2027-05-07T00:00:00Z; successor: /api/model_registry/v1/). "
                + "This client moves over to v1 by itself on that day."),
            Assert.Single(log.Entries, static entry => entry.Level == LogLevel.Warning));
    }

    [Theory]
    [InlineData("Fri, 07 May 2027 00:00:00 GMT", "true", "Sunset: 2027-05-07T00:00:00Z")]
    [InlineData("in May, perhaps", "true", "Sunset: in May, perhaps;")]
    [InlineData(null, "@1688169599", "Sunset: not given;")]
    [InlineData("Fri, 07 May 2027 00:00:00 GMT", null, "Sunset: 2027-05-07T00:00:00Z")]
    [InlineData(null, "false", null)]
    [InlineData(null, null, null)]
    public async Task It_may_be_incomplete(string? sunset, string? deprecation, string? expected)
    {
        var log = new ListeningLogger();
        using ModelRegistryClient registry = Over(sunset, deprecation, log);
        await registry.RegisteredModels.GetAsync("1", Cancellation);
        await registry.RegisteredModels.GetAsync("1", Cancellation);
        (LogLevel, int, string Text)[] warnings = [.. log.Entries.Where(static entry => entry.Level == LogLevel.Warning)];
        Assert.Equal(expected is null ? 0 : 1, warnings.Length);
        Assert.All(warnings, entry => Assert.Contains(expected!, entry.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Activities_and_a_counter_tell_it()
    {
        var activities = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ModelRegistryTelemetry.SourceName,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = activities.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        int counted = 0;
        using var meter = new MeterListener
        {
            InstrumentPublished = (instrument, meters) =>
            {
                if (instrument.Name == "model_registry.client.deprecated_responses")
                {
                    meters.EnableMeasurementEvents(instrument);
                }
            },
        };
        meter.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            if (tags.ToArray().Contains(new("server.address", "announcing.test"))
                && tags.ToArray().Contains(new("model_registry.api.version", "v1alpha3")))
            {
                Interlocked.Add(ref counted, (int)value);
            }
        });
        meter.Start();
        using ModelRegistryClient registry = Over("Fri, 07 May 2027 00:00:00 GMT", "true", new ListeningLogger());
        await registry.RegisteredModels.GetAsync("1", Cancellation);
        await registry.RegisteredModels.GetAsync("1", Cancellation);
        Activity[] own = [.. activities.Where(activity => Equals(activity.GetTagItem("server.address"), "announcing.test"))];
        Assert.Equal(2, own.Length);
        Assert.All(own, activity => Assert.Equal(
            ("v1alpha3", "2027-05-07T00:00:00Z"),
            (activity.GetTagItem("model_registry.api.deprecated"), activity.GetTagItem("model_registry.api.sunset"))));
        Assert.Equal(2, counted);
    }

    private static ModelRegistryClient Over(string? sunset, string? deprecation, ListeningLogger log)
    {
        var network = new ScriptedHandler(_ =>
        {
            HttpResponseMessage response = ScriptedHandler.Json("""{"id":"1","name":"granite"}""");
            if (sunset is not null)
            {
                response.Headers.TryAddWithoutValidation("Sunset", sunset);
            }

            if (deprecation is not null)
            {
                response.Headers.TryAddWithoutValidation("Deprecation", deprecation);
            }

            return response;
        });
        return TestClient.Over(network, options => options.BaseAddress = new Uri("http://announcing.test"), logger: log);
    }
}
