using System.Net;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client.Tests.Errors;

/// <summary>Which responses can stand for a database that is away, and for which requests a list of one item must decide.</summary>
public sealed class OutageCheckTests
{
    private const string Masked = "invalid filter query, type mismatch or invalid value in comparison";

    private static readonly Uri Address = new("http://registry.test/api/model_registry/v1alpha3/");

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("?", false)]
    [InlineData("?pageSize=1", false)]
    [InlineData("?pageSize=1&orderBy=ID&sortOrder=DESC&artifactType=metric", false)]
    [InlineData("?name=granite", false)]
    [InlineData("?externalId=x%201", false)]
    [InlineData("?name=a%5Cb", true)]
    [InlineData("?name=a%00b", true)]
    [InlineData("?externalId=a%5C", true)]
    [InlineData("?nextPageToken=abc", true)]
    [InlineData("?parentResourceId=99999999999", true)]
    [InlineData("?pageSize=1&nextPageToken=abc", true)]
    [InlineData("?name=granite&filterQuery=state%20%3D%205", true)]
    [InlineData("?filterQuery=name%20IN%20(%22a%22)", false)]
    [InlineData("?filterQuery=name+IN+(%22a%22,%22b+c%22)", false)]
    [InlineData("?filterQuery=externalId+IN+(%22a%22)", false)]
    [InlineData("?filterQuery=registeredModelId+IN+(1,22,333333333)", false)]
    [InlineData("?filterQuery=id+IN+(1)", false)]
    [InlineData("?filterQuery=id+IN+(4444444444)", true)]
    [InlineData("?filterQuery=id+IN+()", true)]
    [InlineData("?filterQuery=name+IN+(%22a%5C%22)", true)]
    [InlineData("?filterQuery=name+IN+(%22a%22)+OR+id+=+1", true)]
    [InlineData("?filterQuery=owner+IN+(%22a%22)", true)]
    public void A_request_selects_by_what_the_database_may_refuse(string? query, bool selects) =>
        Assert.Equal(selects, OutageCheck.Selects(query is null ? null : new Uri(Address, "registered_models" + query)));

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, Masked, true)]
    [InlineData(HttpStatusCode.BadRequest, "error listing: " + Masked + ": x", true)]
    [InlineData(HttpStatusCode.BadRequest, "Invalid filter query, type mismatch or invalid value in comparison", false)]
    [InlineData(HttpStatusCode.BadRequest, "refused", false)]
    [InlineData(HttpStatusCode.BadRequest, null, false)]
    [InlineData(HttpStatusCode.InternalServerError, Masked, false)]
    public void What_hides_every_failure_is_a_bad_request_of_these_words(HttpStatusCode status, string? message, bool isMasked)
    {
        var response = new ModelRegistryException("m") { StatusCode = status, ServerMessage = message };
        Assert.Equal(isMasked, OutageCheck.IsMasked(response));
        Assert.Equal(isMasked, OutageCheck.IsInDoubt(response, Operation(HttpMethod.Get, "registered_models")));
    }

    [Theory]
    // By its id, below a parent, or in a write: something is read first. A name that is not found is not found.
    [InlineData("GET", "registered_models/{id}", "no model", true)]
    [InlineData("POST", "model_versions", "no model", true)]
    [InlineData("GET", "registered_model", "no registered model found for name=m", false)]
    [InlineData("GET", "inference_service", "no serving environment found for id 1: not found", true)]
    [InlineData("GET", "inference_service", null, false)]
    public void Not_found_is_in_doubt_where_an_id_is_read_first(string method, string template, string? message, bool isInDoubt)
    {
        var response = new ModelRegistryNotFoundException("m") { StatusCode = HttpStatusCode.NotFound, ServerMessage = message };
        Assert.Equal(isInDoubt, OutageCheck.IsInDoubt(response, Operation(new HttpMethod(method), template)));
        Assert.False(OutageCheck.IsMasked(response));
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, "mismatched types, artifact with id 3 is not a model artifact: bad request", true)]
    [InlineData(HttpStatusCode.BadRequest, "mismatched types", false)]
    [InlineData(HttpStatusCode.BadRequest, "as said: mismatched types, artifact with id 3", false)]
    [InlineData(HttpStatusCode.BadRequest, null, false)]
    [InlineData(HttpStatusCode.Conflict, "mismatched types, artifact with id 3", false)]
    public void A_bad_request_is_in_doubt_where_it_stands_for_not_found(HttpStatusCode status, string? message, bool isInDoubt) =>
        Assert.Equal(
            isInDoubt,
            OutageCheck.IsInDoubt(
                new ModelRegistryException("m") { StatusCode = status, ServerMessage = message },
                Operation(HttpMethod.Post, "model_versions/{id}/artifacts")));

    [Fact]
    public void An_outage_keeps_what_the_server_said()
    {
        var response = new ModelRegistryNotFoundException("no such id")
        {
            Operation = "getRegisteredModel",
            StatusCode = HttpStatusCode.NotFound,
            ServerMessage = "not found",
            IsOutcomeUnknown = true,
        };
        var cause = new ModelRegistryUnavailableException("away") { RetryAfter = TimeSpan.FromSeconds(7) };

        ModelRegistryUnavailableException outage = OutageCheck.Outage(response, "The list fails too.", cause);

        Assert.Equal("no such id. The list fails too.", outage.Message);
        Assert.Equal(
            ("getRegisteredModel", HttpStatusCode.NotFound, "not found"), (outage.Operation, outage.StatusCode, outage.ServerMessage));
        Assert.Equal((cause, TimeSpan.FromSeconds(7), false), (outage.InnerException, outage.RetryAfter, outage.IsOutcomeUnknown));
        ModelRegistryUnavailableException alone = OutageCheck.Outage(response, "Nothing else can be wrong.", null);
        Assert.Equal((response, (TimeSpan?)null), (alone.InnerException, alone.RetryAfter));
    }

    [Theory]
    [InlineData("Error 1366 (HY000): Incorrect string value", true)]
    [InlineData("Error 1366: Incorrect string value", true)]
    [InlineData("Error 1406 (22001): Data too long for column 'name'", true)]
    [InlineData("Error 4078 (HY000): Illegal parameter data types", true)]
    [InlineData("Error 1264 (22003): Out of range value", true)]
    [InlineData("Error 1070 (54001): Too many key parts", true)]
    [InlineData("ERROR: value too long (SQLSTATE 22001)", true)]
    [InlineData("ERROR: index row size exceeds maximum (SQLSTATE 54000)", true)]
    [InlineData("SQLSTATE: 42883", true)]
    [InlineData("invalid filter query syntax: unexpected token", true)]
    [InlineData("unable to encode 99999999999 into text format for int4 (OID 23)", true)]
    [InlineData("unable to encode 99999999999 into binary format for int4 (OID 23)", true)]
    [InlineData("Error 1040 (08004): Too many connections", false)]
    [InlineData("Error 14060 (HY000): x", false)]
    [InlineData("MyError 1406", false)]
    [InlineData("FATAL: sorry, too many clients already (SQLSTATE 53300)", false)]
    [InlineData("ERROR: undefined column (SQLSTATE 42703)", false)]
    [InlineData("SQLSTATE 220011", false)]
    [InlineData("invalid connection", false)]
    [InlineData("unable to encode into xml format for x", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_failure_about_the_data_is_no_outage(string? message, bool isAboutData) =>
        Assert.Equal(isAboutData, DatabaseErrors.IsAboutData(message));

    private static Operation Operation(HttpMethod method, string template) => new("GetRegisteredModel", template, method);
}
