// A cluster in a temporary folder, for tests and for comparing schemas. The cluster ends with the process that started it.
import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { startCluster, type Cluster } from "./cluster";
import { createDatabase, ensureOwner, ownerUrl, superuserUrl } from "./databases";
import { throwawayPlace } from "./place";
import { serverUser } from "./server-user";

export interface ThrowawayCluster {
  cluster: Cluster;
  ownerUrl(database: string): string;
  superuserUrl(database: string): string;
  createDatabase(name: string, template?: string): Promise<void>;
  remove(): Promise<void>;
}

export async function startThrowawayCluster(): Promise<ThrowawayCluster> {
  const user = serverUser();
  const place = throwawayPlace(user);
  const [superuserPassword, ownerPassword] = [randomBytes(24), randomBytes(24)].map((bytes) => bytes.toString("hex"));
  const discard = () => rm(place, { recursive: true, force: true });
  const options = { place, user, superuserPassword: superuserPassword ?? "", durable: false, throwaway: true };
  const cluster = await startCluster(options).catch(async (error: unknown) => {
    await discard();
    throw error;
  });
  await ensureOwner(cluster, ownerPassword ?? "");
  return {
    cluster,
    ownerUrl: (database) => ownerUrl(cluster, ownerPassword ?? "", database),
    superuserUrl: (database) => superuserUrl(cluster, database),
    createDatabase: (name, template) => createDatabase(superuserUrl(cluster, "postgres"), name, template),
    remove: async () => {
      await cluster.stop();
      await discard();
    },
  };
}
