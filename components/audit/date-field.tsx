"use client";

import { useState, useSyncExternalStore } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

const never = () => () => {};
const two = (value: number) => String(value).padStart(2, "0");

/** The first millisecond of a day in the reader's time zone or, with `isEnd`, the last. */
function momentOf(day: string, isEnd: boolean): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + (isEnd ? 1 : 0), 0, 0, 0, isEnd ? -1 : 0).toISOString();
}

/** Returns "" for a value that is not a date, because the value comes from the URL. */
function dayOf(value: string, isLocal: boolean): string {
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return "";
  if (!isLocal || value.length === "2026-11-21".length) return value.slice(0, 10);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

export interface DateFieldProps {
  name: string;
  label: string;
  /** A day in UTC, or a time. */
  value?: string | undefined;
  /** Whether the filter ends with this day. */
  isEnd?: boolean;
}

/** Asks for a day in the reader's time zone. Without JavaScript, the day is in UTC, and the label says so. */
export function DateField({ name, label, value = "", isEnd = false }: DateFieldProps) {
  const isLocal = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const [chosen, setChosen] = useState<string | null>(null);
  const day = chosen ?? dayOf(value, isLocal);
  return (
    <Field id={`filter-${name}`} label={isLocal ? label : `${label} (UTC)`}>
      {(control) => (
        <>
          <Input
            {...control}
            type="date"
            name={isLocal ? undefined : name}
            value={day}
            onChange={({ target }) => setChosen(target.value)}
          />
          {isLocal && day !== "" && <input type="hidden" name={name} value={momentOf(day, isEnd)} />}
        </>
      )}
    </Field>
  );
}
