"use client";

import { useFormField } from "./form-context";

/** A hidden field that keeps its first value, even after the form was refused. */
export function KeptField({ name, value }: { name: string; value: string }) {
  return <input type="hidden" data-kept="" name={name} value={useFormField(name).value ?? value} />;
}
