import { expect, test } from "vitest";
import { readCurl } from "./curl";

test("a request in JSON comes whole, and its key goes to the sign-in", () => {
  const read = readCurl(`curl -X POST 'https://api.example.com/bookings?lang=es' \\
    -H "Authorization: Bearer sk-123" -H 'Content-Type: application/json' \\
    -H 'X-Branch: north' --data-raw '{"day": "2026-03-14", "people": 2}'`);
  expect(read).toEqual({
    request: {
      method: "POST",
      address: "https://api.example.com/bookings",
      query: [{ name: "lang", value: "es" }],
      headers: [{ name: "X-Branch", value: "north" }],
      body: "raw",
      fields: [],
      template: '{\n  "day": "2026-03-14",\n  "people": 2\n}',
    },
    signIn: { kind: "bearer", credentials: { token: "sk-123" } },
    leftOut: [],
  });
});

test("user and password, in either way", () => {
  const signs = { kind: "basic", credentials: { username: "ana", password: "a:b" } };
  expect(readCurl("curl -u ana:a:b api.example.com/x")?.signIn).toEqual(signs);
  expect(readCurl(`curl https://api.example.com -H 'Authorization: Basic ${btoa("ana:a:b")}'`)?.signIn).toEqual(signs);
  expect(readCurl("curl -u ana:a:b api.example.com/x")?.request.address).toBe("https://api.example.com/x");
});

test("keys in headers and addresses", () => {
  expect(readCurl("curl https://a.example.com -H 'X-API-Key: sk-1'")?.signIn).toEqual({ kind: "api_key", credentials: { header: "X-API-Key", api_key: "sk-1" } });
  const read = readCurl('curl "https://a.example.com/x?api_key=sk-1&day=monday"');
  expect(read?.signIn).toEqual({ kind: "query_key", credentials: { parameter: "api_key", api_key: "sk-1" } });
  expect(read?.request.query).toEqual([{ name: "day", value: "monday" }]);
});

test("no secret stays where it can be read: of two the second is left out and named", () => {
  const read = readCurl("curl https://a.example.com -H 'X-API-Key: sk-1' -H 'X-Token: sk-2' -H 'Cookie: s=1' -b a=b");
  expect(read?.leftOut).toEqual(["-b", "Cookie", "X-Token"]);
  expect(JSON.stringify(read?.request)).not.toContain("sk-");
});

test("forms, what is asked by GET, and what is encoded", () => {
  expect(readCurl("curl https://a.example.com -d 'a=1&b=dos%20tres' -d c=4")?.request).toMatchObject({ method: "POST", body: "form", fields: [{ name: "a", value: "1" }, { name: "b", value: "dos tres" }, { name: "c", value: "4" }] });
  expect(readCurl("curl -G https://a.example.com --data-urlencode 'q=a b&c'")?.request).toMatchObject({ method: "GET", body: "none", query: [{ name: "q", value: "a b&c" }] });
  expect(readCurl("curl --request=DELETE --url https://a.example.com/1 -s -L --max-time 5")?.request).toMatchObject({ method: "DELETE", address: "https://a.example.com/1" });
});

test("quotes within quotes, and lines that go on", () => {
  expect(readCurl('curl https://a.example.com \\\r\n -d "{\\"a\\": \\"it\'s\\"}"')?.request.template).toBe('{\n  "a": "it\'s"\n}');
});

test("what is no command of cURL's, or asks nobody, is none", () => {
  for (const text of ["https://a.example.com", "wget https://a.example.com", "curl", "curl -X POST", "curl -X TRACE https://a.example.com", ""]) expect(readCurl(text)).toBeUndefined();
});

test("a form in parts is one, without its files", () => {
  const read = readCurl("curl https://a.example.com/u -F name=Ana -F 'note=a;b;type=text/plain' -Ffile=@photo.jpg --form-string 'at=@ana'");
  expect(read?.request).toMatchObject({ method: "POST", body: "multipart", fields: [{ name: "name", value: "Ana" }, { name: "note", value: "a;b" }, { name: "at", value: "@ana" }] });
  expect(read?.leftOut).toEqual(["file"]);
});
