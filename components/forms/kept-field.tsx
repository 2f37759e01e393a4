"use client";

import { useFormField } from "./form-context";

/** A hidden value that stays what it was when the form was first shown, also after it was refused. */
export function KeptField({ name, value }: { name: string; value: string }) {
  return <input type="hidden" data-kept="" name={name} value={useFormField(name).value ?? value} />;
}
