// Without a trusted proxy, the client's IP address is that of the socket, whatever the headers say.
import { startBareInstance } from "@/tests/e2e/bare-instance";
import { newAddress } from "@/tests/e2e/journey";
import { expect, test } from "@/tests/setup/fixtures";

test("counts sign-ins with 60 forged IP addresses under the socket's IP address if no proxy is trusted", async ({ app }) => {
  const bare = await startBareInstance(app.database_url);
  try {
    const statuses: number[] = [];
    for (let index = 0; index < 60; index += 1) {
      const claimed = `198.51.100.${index + 1}`;
      const response = await fetch(`${bare.url}/api/auth/login`, {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          "X-Forwarded-For": claimed,
          "X-Real-IP": claimed,
          Forwarded: `for=${claimed}`,
        },
        body: JSON.stringify({ email: newAddress(), password: "guess after guess" }),
      });
      statuses.push(response.status);
    }
    expect(statuses.filter((status) => status === 401)).toHaveLength(20);
    expect(statuses.filter((status) => status === 429)).toHaveLength(40);
  } finally {
    await bare.stop();
  }
});
