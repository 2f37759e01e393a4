// For a write whose whole output may leave the server. A read sends its whole output by default.
import "server-only";

export function asIs<Output extends object>(output: Output): Output {
  return output;
}
