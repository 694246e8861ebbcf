// Fetches what test/clients/run.ts expects, and prints it. The argument is the URL of the server.
package main

import (
	"context"
	"encoding/json"
	"log"
	"os"
	"slices"

	"orgfacts.example/program/client"
)

func main() {
	ctx := context.Background()
	api, err := client.NewClientWithResponses(os.Args[1])
	check(err)

	const id = "iom-director-general-swing"
	item, err := api.GetLeadershipWithResponse(ctx, id, nil)
	check(err)
	leader := item.JSON200.Data
	stances := []string{}
	for _, claim := range *leader.Evidence {
		if stance := string(claim.Stance); !slices.Contains(stances, stance) {
			stances = append(stances, stance)
		}
	}

	etag := item.HTTPResponse.Header.Get("ETag")
	unchanged, err := api.GetLeadershipWithResponse(ctx, id, &client.GetLeadershipParams{IfNoneMatch: &etag})
	check(err)

	fields := client.ClaimsFields{"field", "value"}
	list, err := api.ListClaimsWithResponse(ctx, &client.ListClaimsParams{Fields: &fields})
	check(err)

	figure, err := api.GetFiguresWithResponse(ctx, "example-union-budget-2021", nil)
	check(err)
	var value int64 = *figure.JSON200.Data.Value

	organization := []string{"iomm"}
	refused, err := api.ListMembersWithResponse(ctx, &client.ListMembersParams{Organization: &organization})
	check(err)
	var problem client.Problem = *refused.ApplicationproblemJSON400
	invalid := (*problem.Errors)[0]

	check(json.NewEncoder(os.Stdout).Encode(map[string]any{
		"item":      map[string]any{"id": leader.Id, "person": leader.Person, "stances": stances},
		"unchanged": unchanged.StatusCode(),
		"list":      map[string]any{"records": len(list.JSON200.Data), "limit": list.JSON200.Page.Limit},
		"figure":    value,
		"problem": map[string]any{
			"status": problem.Status, "code": problem.Code,
			"parameter": invalid.Parameter, "suggestion": invalid.Suggestion,
		},
	}))
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
