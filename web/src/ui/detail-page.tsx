import { Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "./button";
import { ConfirmDialog } from "./confirm-dialog";
import { ErrorState } from "./error-state";
import { type LinkTab, LinkTabs } from "./link-tabs";
import { PageBody, PageHeader } from "./page-header";
import { SkeletonText } from "./skeleton";
import { useToastError } from "./use-toast-error";

export interface DetailPageProps {
  /** Where the list of such things is. */
  parent: ReactNode;
  title: ReactNode;
  status?: ReactNode;
  actions?: ReactNode;
  /** What the tabs are of. */
  label: string;
  tabs: LinkTab[];
  found: { isPending: boolean; isError: boolean; error: unknown; refetch: () => unknown; data?: unknown };
  children: ReactNode;
}

/** The page of one thing: its name, what can be done with it, its tabs, and the one that is open once it is read. */
export function DetailPage({ parent, title, status, actions, label, tabs, found, children }: DetailPageProps) {
  return (
    <>
      <PageHeader parent={parent} title={title} status={status} actions={actions} />
      <LinkTabs label={label} tabs={tabs} />
      {found.isPending && (
        <PageBody>
          <SkeletonText lines={8} />
        </PageBody>
      )}
      {found.isError && !found.data && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.data !== undefined && children}
    </>
  );
}

export interface DeleteButtonProps {
  label: string;
  /** The question, with the thing's name. */
  title: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onDelete: () => Promise<unknown>;
  onDeleted: () => void;
  /** What goes with it. */
  children: ReactNode;
}

/** Deletes the thing whose page this is, once it was asked. */
export function DeleteButton({ label, title, open, onOpenChange, onDelete, onDeleted, children }: DeleteButtonProps) {
  const showError = useToastError();
  const remove = () =>
    onDelete().then(onDeleted, (error: unknown) => {
      showError(error);
      throw error;
    });
  return (
    <>
      <IconButton label={label} onClick={() => onOpenChange(true)}>
        <Trash2 aria-hidden />
      </IconButton>
      <ConfirmDialog open={open} onOpenChange={onOpenChange} title={title} action={label} destructive onConfirm={remove}>
        {children}
      </ConfirmDialog>
    </>
  );
}
