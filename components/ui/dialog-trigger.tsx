"use client";

import { Button, type ButtonProps } from "./button";

function showInOlderBrowsers(dialogId: string) {
  if ("command" in HTMLButtonElement.prototype) return;
  const dialog = document.getElementById(dialogId);
  if (dialog instanceof HTMLDialogElement) dialog.showModal();
}

/** Opens a dialog by its id. The browser does this itself (invoker commands); script is only a fallback. */
export function DialogTrigger({ dialogId, ...rest }: ButtonProps & { dialogId: string }) {
  return (
    <Button
      {...{ command: "show-modal", commandfor: dialogId }}
      aria-haspopup="dialog"
      onClick={() => showInOlderBrowsers(dialogId)}
      {...rest}
    />
  );
}
