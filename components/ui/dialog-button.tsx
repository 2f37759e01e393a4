"use client";

import { Button, type ButtonProps } from "./button";

export interface DialogButtonProps extends ButtonProps {
  dialogId: string;
  command: "show-modal" | "close";
}

function obeyInOlderBrowsers(dialogId: string, command: DialogButtonProps["command"]) {
  if ("command" in HTMLButtonElement.prototype) return;
  const dialog = document.getElementById(dialogId);
  if (!(dialog instanceof HTMLDialogElement)) return;
  if (command === "close") dialog.close();
  else dialog.showModal();
}

/** Opens or closes a dialog by its id. The browser does this itself (invoker commands); script is only a fallback. */
export function DialogButton({ dialogId, command, ...rest }: DialogButtonProps) {
  return (
    <Button
      {...{ command, commandfor: dialogId }}
      aria-haspopup={command === "show-modal" ? "dialog" : undefined}
      onClick={() => obeyInOlderBrowsers(dialogId, command)}
      {...rest}
    />
  );
}
