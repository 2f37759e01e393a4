// The certificate of the strict preview: for localhost, created on this machine, stored with the other secrets.
import { createHash, X509Certificate } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { generate } from "selfsigned";
import { readRecord, writeRecord } from "./state-dir";

export interface Certificate {
  key: string;
  cert: string;
}

const FILE = "certificate.json";
const PUBLIC_FILE = "certificate.pem";
const DAY = 24 * 60 * 60 * 1000;
const LIFETIME_DAYS = 365;
const RENEW_BEFORE_DAYS = 7;

function isUsable({ cert }: Certificate): boolean {
  return Date.parse(new X509Certificate(cert).validTo) > Date.now() + RENEW_BEFORE_DAYS * DAY;
}

export async function loadCertificate(stateDir: string): Promise<Certificate> {
  const known = readRecord(stateDir, FILE) as Certificate | null;
  if (known && isUsable(known)) return publish(stateDir, known);
  const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }], {
    keyType: "ec",
    curve: "P-256",
    algorithm: "sha256",
    notBeforeDate: new Date(Date.now() - DAY),
    notAfterDate: new Date(Date.now() + LIFETIME_DAYS * DAY),
    extensions: [
      { name: "basicConstraints", cA: false },
      { name: "keyUsage", digitalSignature: true },
      { name: "extKeyUsage", serverAuth: true },
      {
        name: "subjectAltName",
        altNames: [
          { type: 2, value: "localhost" },
          { type: 7, ip: "127.0.0.1" },
        ],
      },
    ],
  });
  writeRecord(stateDir, FILE, { key, cert });
  return publish(stateDir, { key, cert });
}

/** The file with the certificate, for programs that read trusted certificates from a file, such as curl and Node. */
export function certificateFile(stateDir: string): string {
  return path.join(stateDir, PUBLIC_FILE);
}

function publish(stateDir: string, certificate: Certificate): Certificate {
  writeFileSync(certificateFile(stateDir), certificate.cert);
  return certificate;
}

/** For Chromium's --ignore-certificate-errors-spki-list, which then trusts this key only. */
export function publicKeyHash({ cert }: Certificate): string {
  const key = new X509Certificate(cert).publicKey.export({ type: "spki", format: "der" });
  return createHash("sha256").update(key).digest("base64");
}
