"use client";

import { useEffect, useRef, useState } from "react";
import type { ButtonProps } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";
import { confirmable } from "@/lib/organizations/confirmable";

/** What the text of a field must be before the form can be sent: typed to confirm, or changed to be saved. */
export interface Guard {
  name: string;
  until: "is" | "differs from";
  text: string;
}

const comparable = (text: string) => confirmable(text).toLowerCase();

function isOpen({ until, text }: Guard, value: string): boolean {
  return until === "is" ? comparable(value) === comparable(text) : value !== text;
}

/** Disabled until its guard allows it. Without JavaScript, the server answers instead. */
export function GuardedButton({ guard, ...rest }: ButtonProps & { guard: Guard | undefined }) {
  const place = useRef<HTMLSpanElement>(null);
  const [isClosed, setIsClosed] = useState(false);
  useEffect(() => {
    const form = place.current?.closest("form");
    const field = form?.elements.namedItem(guard?.name ?? "");
    if (!(form && guard && field instanceof HTMLInputElement)) return;
    const check = () => setIsClosed(!isOpen(guard, field.value));
    check();
    form.addEventListener("input", check);
    return () => form.removeEventListener("input", check);
  });
  return (
    <span ref={place} className="grid w-fit max-sm:w-full">
      <SubmitButton {...rest} disabled={isClosed} />
    </span>
  );
}
