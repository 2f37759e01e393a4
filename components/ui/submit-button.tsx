"use client";

import { useFormStatus } from "react-dom";
import { Button, type ButtonProps } from "./button";
import { cx } from "./cx";
import { Spinner } from "./spinner";

/** Shows progress only on the button that was pressed, which keeps the focus meanwhile. */
export function SubmitButton({ children, onClick, ...rest }: ButtonProps) {
  const { pending, data } = useFormStatus();
  const pressed = pending && (rest.name === undefined || data?.get(rest.name) === rest.value);
  return (
    <Button
      {...rest}
      type="submit"
      aria-disabled={pending || undefined}
      onClick={(event) => (pending ? event.preventDefault() : onClick?.(event))}
    >
      <span className={cx("inline-flex items-center gap-2", pressed && "opacity-0")}>{children}</span>
      {pressed && (
        <span className="absolute inset-0 grid place-items-center">
          <Spinner />
        </span>
      )}
      <span role="status" className="sr-only">
        {pressed ? "One moment" : ""}
      </span>
    </Button>
  );
}
