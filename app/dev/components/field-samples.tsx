import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";

/** A field in each of its states. */
export function FieldSamples({ prefix }: { prefix: string }) {
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <Field id={`${prefix}-plain`} label="Plain" hint="A hint says what is expected.">
        {(control) => <Input {...control} placeholder="Placeholder" />}
      </Field>
      <Field id={`${prefix}-error`} label="With an error" hint="The hint stays." error="Please enter a full e-mail address.">
        {(control) => <Input {...control} defaultValue="ines@" />}
      </Field>
      <Field id={`${prefix}-disabled`} label="Disabled">
        {(control) => <Input {...control} defaultValue="Not now" disabled />}
      </Field>
      <Field id={`${prefix}-readonly`} label="Read only">
        {(control) => <Input {...control} defaultValue="ines@example.com" readOnly />}
      </Field>
      <Field id={`${prefix}-select`} label="Choice">
        {(control) => (
          <Select {...control}>
            <option>Member</option>
          </Select>
        )}
      </Field>
      <Field id={`${prefix}-select-sm`} label="Choice in a toolbar">
        {(control) => (
          <Select {...control} size="sm">
            <option>Any status</option>
          </Select>
        )}
      </Field>
    </div>
  );
}
