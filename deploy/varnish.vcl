vcl 4.1;

import std;

# How long an answer is kept, Cache-Control says; how long it is shown while a new one is fetched, or
# while there is no server, its stale-while-revalidate: Varnish calls it grace. Vary and ETag are its own
# business as well, and Accept-Encoding: it keeps one copy (gzip), and unpacks it for who takes none.

backend api {
  .host = "orgfacts";
  .port = "3000";
}

# Whether it wants requests is told on another port, where a probe of `api` cannot ask.
backend operations {
  .host = "orgfacts";
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
  # The server reads neither, and with them nothing would be kept.
  unset req.http.Cookie;
  unset req.http.Authorization;
  # Some answers say under which scheme and host they were asked for: both are in the key (vcl_hash),
  # and nothing that is not may decide it.
  unset req.http.X-Forwarded-Host;
  if (req.http.X-Forwarded-Proto != "https") {
    set req.http.X-Forwarded-Proto = "http";
  }
  if (req.method != "GET" && req.method != "HEAD") {
    return (pass);
  }
}

sub vcl_hash {
  hash_data(req.http.X-Forwarded-Proto);
}

sub vcl_backend_fetch {
  # It starts or stops. Who has to be answered anew is told so (vcl_synth); all others get what is kept.
  if (!std.healthy(operations)) {
    return (abandon);
  }
}

sub vcl_backend_response {
  if (beresp.status >= 500 && bereq.is_bgfetch) {
    # What is kept is better than that.
    return (abandon);
  }
  if (beresp.status >= 400) {
    set beresp.ttl = 10s;
    set beresp.grace = 0s;
    # For these seconds nobody waits for whether another's answer can be kept.
    set beresp.uncacheable = true;
    return (deliver);
  }
}

sub vcl_backend_error {
  return (abandon);
}

sub vcl_synth {
  # As the server tells its problems (RFC 9457).
  if (resp.status == 503) {
    set resp.http.Content-Type = "application/problem+json; charset=utf-8";
    set resp.http.Cache-Control = "no-store";
    set resp.http.Retry-After = "5";
    set resp.http.Access-Control-Allow-Origin = "*";
    set resp.http.X-Request-Id = req.xid;
    set resp.body = {"{"request_id":""} + req.xid + {"","type":"/problems/overloaded","code":"overloaded","title":"There is too much to do.","detail":"No server is ready.","status":503}"};
    return (deliver);
  }
}
