"""Checks of Schemathesis that know what the API document says only in words."""

import re

import schemathesis

# A schema cannot say which ids, codes and releases exist, nor that parameters depend on each other.
REFUSALS = re.compile(
    "no record (of [a-z_]+ )?has this id"
    "|no code of [a-z_]+; /v1/codes"
    "|is neither a date nor the id of a source"
    "|not a cursor"
    "|has no letters or digits"
    "|the cursor belongs to other filters"
    "|requires valid_at|requires format=json|cannot be combined with"
    "|no country has this name|several countries have this name|no region of UN M49"
    "|is not a calendar date|years run from 0001 to 9998"
    "|(range|interval) ends before it begins"
    "|expected an ISO (3166-1|3166-2|4217)|expected a BCP 47"
)


@schemathesis.check
def valid_requests_are_refused_only_for_their_data(ctx, response, case):
    """Replaces positive_data_acceptance, which accepts no 400 at all."""
    if not case.meta or not case.meta.generation.mode.is_positive:
        return
    # Which fields, values and filters a statement can have depends on its collection.
    if case.operation.path == "/v1/check":
        assert response.status_code < 500
        return
    # With format=html, errors are pages.
    if response.content.startswith(b"<!doctype html>"):
        assert response.status_code in (200, 404, 410) or REFUSALS.search(response.text), response.text
        return
    if response.status_code in (404, 410):
        assert response.json()["code"] in ("unknown-id", "unknown-release", "stale-release", "stale-cursor")
    elif response.status_code == 400:
        for error in response.json()["errors"]:
            assert REFUSALS.search(error["message"]), f"{error['parameter']}: {error['message']}"
    else:
        assert response.status_code < 400, f"status {response.status_code}"
