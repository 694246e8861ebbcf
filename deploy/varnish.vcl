vcl 4.1;

import std;

# Cache-Control decides how long a response is cached. Its stale-while-revalidate, which Varnish calls grace,
# decides how long a stale response is served while Varnish fetches a new one, or while no server is ready.
# Varnish itself handles Vary, ETag and Accept-Encoding: it stores one gzip copy and decompresses it if needed.

backend api {
  .host = "balancer";
  .port = "3000";
}

# Readiness is on another port, which a probe of `api` cannot reach.
backend operations {
  .host = "balancer";
  .port = "9090";
  .probe = {
    .url = "/readyz";
    .interval = 1s;
    .timeout = 1s;
    .window = 3;
    .threshold = 2;
  }
}

sub vcl_recv {
  set req.backend_hint = api;
  # The server ignores both, and Varnish does not cache requests that have them.
  unset req.http.Cookie;
  unset req.http.Authorization;
  # Some responses contain the scheme and host of their request. Both are part of the cache key (vcl_hash),
  # so no header outside the key may set them.
  unset req.http.X-Forwarded-Host;
  if (req.http.X-Forwarded-Proto != "https") {
    set req.http.X-Forwarded-Proto = "http";
  }
  # Browsers write Accept in many ways, and each would be cached apart. They all prefer HTML, which they name first.
  if (req.http.Accept ~ "^text/html(,|$)") {
    set req.http.Accept = "text/html";
    # Browsers name the preferred language first. Pages do not use its region.
    set req.http.Accept-Language = std.tolower(regsub(req.http.Accept-Language, "^\s*([A-Za-z]+).*$", "\1"));
  } else {
    # Other formats, and pages by format=html, are in the language of lang=.
    unset req.http.Accept-Language;
    if (!req.http.Accept) {
      set req.http.Accept = "*/*";
    }
  }
  if (req.method != "GET" && req.method != "HEAD") {
    return (pass);
  }
}

sub vcl_hash {
  hash_data(req.http.X-Forwarded-Proto);
}

sub vcl_backend_fetch {
  # No server is ready. Cached responses are still served; other requests get the problem below (vcl_synth).
  if (!std.healthy(operations)) {
    return (abandon);
  }
}

sub vcl_backend_response {
  if (beresp.status >= 500 && bereq.is_bgfetch) {
    # Do not replace a stale response by an error.
    return (abandon);
  }
  if (beresp.status >= 400) {
    set beresp.ttl = 10s;
    set beresp.grace = 0s;
    # Requests for the same URL do not wait for each other during these seconds.
    set beresp.uncacheable = true;
    return (deliver);
  }
}

sub vcl_backend_error {
  return (abandon);
}

sub vcl_synth {
  # Problem details (RFC 9457), like those of the server.
  if (resp.status == 503) {
    set resp.http.Content-Type = "application/problem+json";
    set resp.http.Cache-Control = "no-store";
    set resp.http.Retry-After = "5";
    set resp.http.Access-Control-Allow-Origin = "*";
    set resp.http.X-Request-Id = req.xid;
    set resp.body = {"{"request_id":""} + req.xid + {"","type":"/problems/overloaded","code":"overloaded","title":"Server overloaded.","detail":"No server is ready.","status":503}"};
    return (deliver);
  }
}
