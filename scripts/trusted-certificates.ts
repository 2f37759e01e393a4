// Writes the certificates that a program on Node trusts besides the public authorities. Node reads only one such file, so a
// certificate is combined with those that the shell's NODE_EXTRA_CA_CERTS names.
import { readFileSync, writeFileSync } from "node:fs";

/** @returns `file`, for NODE_EXTRA_CA_CERTS */
export function trustAlso(certificate: string | undefined, file: string): string {
  const files = [process.env.NODE_EXTRA_CA_CERTS, certificate];
  writeFileSync(file, files.map((each) => (each ? readFileSync(each, "utf8") : "")).join("\n"));
  return file;
}
