// Requests and responses as they are on the wire: headers in order and with duplicates, and requests that no well-behaved
// client would send.
import { request as plainRequest } from "node:http";
import { request as tlsRequest } from "node:https";
import { connect } from "node:net";
import { inPairs } from "@/scripts/vercel/raw-headers";

export type HeaderList = readonly (readonly [name: string, value: string])[];

export interface RawAnswer {
  status: number;
  headers: HeaderList;
  body: string;
}

export interface RawRequest {
  method?: string;
  headers?: HeaderList;
  body?: string;
}

const SOCKET_SECONDS = 10;

export function valuesOf(answer: RawAnswer, name: string): string[] {
  return answer.headers.filter(([each]) => each.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
}

/** The only value of a header. @throws if the header is missing or sent more than once */
export function valueOf(answer: RawAnswer, name: string): string {
  const [value, ...others] = valuesOf(answer, name);
  if (value === undefined) throw new Error(`there is no ${name}`);
  if (others.length > 0) throw new Error(`${name} occurs more than once`);
  return value;
}

/** Sends a request on a new connection, with the path unchanged and a Content-Length unless the headers set the length. */
export function send(
  url: string,
  path: string,
  { method = "GET", headers = [], body }: RawRequest = {},
): Promise<RawAnswer> {
  const { protocol, hostname, host, port } = new URL(url);
  const names = headers.map(([name]) => name.toLowerCase());
  const all: [string, string][] = headers.map(([name, value]) => [name, value]);
  if (!names.includes("host")) all.unshift(["Host", host]);
  const isLengthTold = names.includes("content-length") || names.includes("transfer-encoding");
  if (body !== undefined && !isLengthTold) all.push(["Content-Length", String(Buffer.byteLength(body))]);
  const request = protocol === "https:" ? tlsRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { hostname, port, path, method, agent: false, setHost: false, headers: all.flat() },
      (incoming) => {
        let text = "";
        incoming.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
        incoming.once("error", reject);
        incoming.once("end", () => {
          resolve({ status: incoming.statusCode ?? 0, headers: inPairs(incoming.rawHeaders), body: text });
        });
      },
    );
    outgoing.once("error", reject);
    outgoing.end(body);
  });
}

/** Sends these lines unchanged over a socket, and expects the server to close it. */
export function sendLines(url: string, lines: readonly string[], body = ""): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(`${lines.join("\r\n")}\r\n\r\n${body}`));
    let text = "";
    socket.setTimeout(SOCKET_SECONDS * 1000, () => socket.destroy(new Error("the server did not close in time")));
    socket.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
    socket.once("error", reject);
    socket.once("end", () => resolve(parseAnswer(text)));
  });
}

function parseAnswer(text: string): RawAnswer {
  const end = text.indexOf("\r\n\r\n");
  const [first = "", ...lines] = text.slice(0, end).split("\r\n");
  const headers = lines.map((line): [string, string] => {
    const at = line.indexOf(":");
    return [line.slice(0, at), line.slice(at + 1).trim()];
  });
  return { status: Number(first.split(" ")[1]), headers, body: text.slice(end + 4) };
}
