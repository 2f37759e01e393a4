// Starts one temporary PostgreSQL for the database tests, and migrates the template database once, with the app's role.
import type { TestProject } from "vitest/node";
import { migrate } from "@/lib/db/migrate";
import { ensurePrismaClient } from "../../scripts/schema/client";
import { startThrowawayCluster } from "../../scripts/postgres/throwaway";

const TEMPLATE = "gatehouse_template";

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  ensurePrismaClient();
  const throwaway = await startThrowawayCluster();
  try {
    await throwaway.createDatabase(TEMPLATE);
    await migrate(throwaway.ownerUrl(TEMPLATE));
  } catch (error) {
    await throwaway.remove();
    throw error;
  }
  project.provide("clusterUrls", {
    owner: throwaway.ownerUrl(TEMPLATE),
    superuser: throwaway.superuserUrl(TEMPLATE),
    template: TEMPLATE,
  });
  return () => throwaway.remove();
}
