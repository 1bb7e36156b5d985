using System.Net;
using System.Text;
using ModelRegistry.Client.Tests.Registration;

namespace ModelRegistry.Client.Tests.Resources;

/// <summary>What becomes of a change of a state or of properties when a response is lost, or the registry's database comes back.</summary>
public sealed class LostResponsesTests : IAsyncLifetime
{
    private const string Read = "GET registered_models/1";
    private const string Write = "PATCH registered_models/1";

    private readonly RegistrationFixture _fixture = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ModelRegistryClient Registry => _fixture.Registry;

    private RecordingHandler Wire => _fixture.Wire;

    public async ValueTask InitializeAsync()
    {
        await _fixture.InitializeAsync();
        await Registry.RegisteredModels.CreateAsync(new RegisteredModelCreate { Name = "m" }, Cancellation);
        Wire.Clear();
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task A_state_that_was_reached_though_the_response_was_lost_is_not_written_again()
    {
        SpoilWrites(times: 1, isCarriedOut: true);
        RegisteredModel model = await ArchiveAsync();
        Assert.Equal(RegisteredModelState.Archived, model.State);
        Assert.Equal([Read, Write, Read], Requests);
    }

    [Fact]
    public async Task A_state_that_was_not_reached_is_written_again()
    {
        SpoilWrites(times: 2, isCarriedOut: false);
        RegisteredModel model = await ArchiveAsync();
        Assert.Equal(RegisteredModelState.Archived, model.State);
        Assert.Equal([Read, Write, Read, Write, Read, Write], Requests);
    }

    [Fact]
    public async Task A_state_is_written_three_times_at_most()
    {
        SpoilWrites(times: int.MaxValue, isCarriedOut: false);
        ModelRegistryUnavailableException lost = await Assert.ThrowsAsync<ModelRegistryUnavailableException>(ArchiveAsync);
        Assert.True(lost.IsOutcomeUnknown);
        Assert.Equal(3, Wire.Writes.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task That_a_write_may_have_been_made_counts_more_than_why_it_can_not_be_looked_up(bool isRefused)
    {
        Wire.Spoil = (request, send) => request.Method == HttpMethod.Patch
            ? throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection was cut.")
            : Wire.Writes.Count == 0
                ? send()
                : isRefused
                    ? Task.FromResult(Status(request, HttpStatusCode.Forbidden))
                    : throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused.");

        ModelRegistryUnavailableException lost = await Assert.ThrowsAsync<ModelRegistryUnavailableException>(ArchiveAsync);

        Assert.True(lost.IsOutcomeUnknown);
        Assert.Equal("updateRegisteredModel", lost.Operation);
        Assert.Equal([Read, Write, Read], Requests);
    }

    [Fact]
    public async Task A_refusal_is_the_result_when_nothing_was_lost()
    {
        Wire.Spoil = (request, send) =>
            request.Method == HttpMethod.Patch ? Task.FromResult(Status(request, HttpStatusCode.Forbidden)) : send();
        ModelRegistryException refused = await Assert.ThrowsAnyAsync<ModelRegistryException>(ArchiveAsync);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal([Read, Write], Requests);
    }

    [Theory]
    [InlineData("state")]
    [InlineData("property")]
    public async Task What_is_not_found_right_after_it_was_read_is_read_and_written_once_more(string what)
    {
        Wire.Spoil = (request, send) => request.Method == HttpMethod.Patch && Wire.Writes.Count == 1
            ? Task.FromResult(Status(request, HttpStatusCode.NotFound))
            : send();

        RegisteredModel model = await ChangeAsync(what);

        Assert.Equal(what == "state", model.State == RegisteredModelState.Archived);
        Assert.Equal(what == "property", model.CustomProperties.ContainsKey("k"));
        Assert.Equal([Read, Write, Read, Write], Requests);
    }

    [Theory]
    [InlineData("state")]
    [InlineData("property")]
    public async Task What_is_not_found_again_is_not_there(string what)
    {
        Wire.Spoil = (request, send) =>
            request.Method == HttpMethod.Patch ? Task.FromResult(Status(request, HttpStatusCode.NotFound)) : send();
        await Assert.ThrowsAsync<ModelRegistryNotFoundException>(() => ChangeAsync(what));
        Assert.Equal([Read, Write, Read, Write], Requests);
    }

    [Fact]
    public async Task What_was_never_there_is_not_looked_for_again()
    {
        await Assert.ThrowsAsync<ModelRegistryNotFoundException>(() => Registry.RegisteredModels.ArchiveAsync("99", Cancellation));
        Assert.Equal(["GET registered_models/99"], Requests);
    }

    [Fact]
    public async Task A_change_of_properties_whose_response_is_lost_is_left_to_the_caller()
    {
        SpoilWrites(times: 1, isCarriedOut: true);
        ModelRegistryUnavailableException lost = await Assert.ThrowsAsync<ModelRegistryUnavailableException>(() => ChangeAsync("property"));
        Assert.True(lost.IsOutcomeUnknown);
        Assert.Equal([Read, Write], Requests);
    }

    /// <summary>Without the list of one item that says whether the database is there.</summary>
    private IEnumerable<string> Requests => Wire.Requests.Where(request => !request.Contains("pageSize=1", StringComparison.Ordinal));

    private Task<RegisteredModel> ArchiveAsync() => Registry.RegisteredModels.ArchiveAsync("1", Cancellation);

    private Task<RegisteredModel> ChangeAsync(string what) =>
        what == "state" ? ArchiveAsync() : Registry.RegisteredModels.SetPropertyAsync("1", "k", "v", Cancellation);

    private void SpoilWrites(int times, bool isCarriedOut) => Wire.Spoil = async (request, send) =>
    {
        if (request.Method != HttpMethod.Patch || Wire.Writes.Count > times)
        {
            return await send();
        }

        if (isCarriedOut)
        {
            (await send()).Dispose();
        }

        throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection was cut.");
    };

    private static HttpResponseMessage Status(HttpRequestMessage request, HttpStatusCode status) => new(status)
    {
        RequestMessage = request,
        Content = new StringContent(
            """{"code":"","message":"no registered model found for id 1: not found"}""", Encoding.UTF8, "application/json"),
    };
}
