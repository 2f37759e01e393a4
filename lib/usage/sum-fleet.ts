// Adds up the calls of all organizations in the last thirty days. Each day is read in a transaction of its own, so that many
// calls make the page slower, but no statement exceeds its time limit or holds a snapshot for long.
import "server-only";
import type { SystemDb } from "@/lib/db/transaction";
import { daysOf, lastDays } from "./days";
import { sumDay, type FleetRow } from "./fleet-queries";
import { addUp, NOTHING, sumsOf, type Sums } from "./fleet-view";

export interface Ranked extends Sums {
  key: string;
}

export interface FleetSums {
  days: (Sums & { day: string })[];
  /** Those that used most come first. */
  models: Ranked[];
  organizations: Ranked[];
}

function ranked(sums: Map<string, Sums>, most: number): Ranked[] {
  const all = [...sums].map(([key, each]) => ({ key, ...each }));
  return all.toSorted((a, b) => b.credits - a.credits || (a.key < b.key ? -1 : 1)).slice(0, most);
}

/** @param most the number of models and of organizations to return */
export async function sumFleet(
  transaction: <T>(work: (db: SystemDb) => Promise<T>) => Promise<T>,
  most: number,
): Promise<FleetSums> {
  const sums: Record<FleetRow["kind"], Map<string, Sums>> = { day: new Map(), model: new Map(), organization: new Map() };
  const days = daysOf(lastDays());
  for (const day of days) {
    for (const { kind, key, ...row } of await transaction((db) => sumDay(db, day)))
      sums[kind].set(key, addUp([sums[kind].get(key) ?? NOTHING, sumsOf(row)]));
  }
  return {
    days: days.map((day) => ({ day, ...(sums.day.get(day) ?? NOTHING) })),
    models: ranked(sums.model, most),
    organizations: ranked(sums.organization, most),
  };
}
