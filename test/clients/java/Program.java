import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.ApiResponse;
import org.openapitools.client.JSON;
import org.openapitools.client.api.ClaimsApi;
import org.openapitools.client.api.FiguresApi;
import org.openapitools.client.api.LeadershipApi;
import org.openapitools.client.api.MembersApi;
import org.openapitools.client.model.ClaimList;
import org.openapitools.client.model.LeadershipTerm;
import org.openapitools.client.model.LeadershipTermItem;
import org.openapitools.client.model.ParameterError;
import org.openapitools.client.model.Problem;

/** Fetches what test/clients/run.ts expects, and prints it. The argument is the URL of the server. */
public class Program {
  public static void main(String[] args) throws ApiException {
    ApiClient api = new ApiClient().setBasePath(args[0]);
    String id = "iom-director-general-swing";

    LeadershipApi leadership = new LeadershipApi(api);
    ApiResponse<LeadershipTermItem> item = leadership.getLeadership(id).executeWithHttpInfo();
    LeadershipTerm leader = item.getData().getData();
    Set<String> stances = leader.getEvidence().stream()
        .map(claim -> claim.getStance().getValue())
        .collect(Collectors.toCollection(LinkedHashSet::new));

    String etag = item.getHeaders().get("etag").get(0);
    ApiException unchanged =
        failureOf(() -> leadership.getLeadership(id).ifNoneMatch(etag).execute());

    ClaimList list = new ClaimsApi(api).listClaims().fields(Set.of("field", "value")).execute();

    Long value = new FiguresApi(api)
        .getFigures("example-union-budget-2021").execute().getData().getValue();

    ApiException refused =
        failureOf(() -> new MembersApi(api).listMembers().organization(List.of("iomm")).execute());
    Problem problem = JSON.getGson().fromJson(refused.getResponseBody(), Problem.class);
    ParameterError invalid = problem.getErrors().get(0);

    System.out.println(JSON.getGson().toJson(Map.of(
        "item", Map.of("id", leader.getId(), "person", leader.getPerson(), "stances", stances),
        "unchanged", unchanged.getCode(),
        "list", Map.of("records", list.getData().size(), "limit", list.getPage().getLimit()),
        "figure", value,
        "problem", Map.of(
            "status", problem.getStatus(),
            "code", problem.getCode().getValue(),
            "parameter", invalid.getParameter(),
            "suggestion", invalid.getSuggestion()))));
  }

  interface Request {
    void send() throws ApiException;
  }

  /** The failure of a request whose status is not 2xx. */
  private static ApiException failureOf(Request request) {
    try {
      request.send();
    } catch (ApiException failure) {
      return failure;
    }
    throw new AssertionError("The request did not fail.");
  }
}
