import { zodResolver } from "@hookform/resolvers/zod";
import { Link } from "@tanstack/react-router";
import i18next from "i18next";
import { type ComponentProps, type ReactElement, type ReactNode, useEffect } from "react";
import { Controller, type ControllerRenderProps, type DefaultValues, type FieldPath, type FieldValues, FormProvider, useForm, useFormContext, type UseFormReturn } from "react-hook-form";
import { useTranslation } from "react-i18next";
import type { z } from "zod";
import { ApiError } from "@/api/errors";
import { cn } from "@/lib/class-names";
import { Button, type ButtonProps } from "./button";
import { Callout } from "./callout";
import { useErrorText } from "./error-state";
import { wayFrom } from "./error-ways";
import { Field, type FieldProps } from "./field";

/** A form whose rules are a zod schema; its texts come translated (see lib/schema). */
export function useZodForm<I extends FieldValues, O extends FieldValues>(schema: z.ZodType<O, I>, defaultValues: DefaultValues<I>): UseFormReturn<I, unknown, O> {
  return useForm<I, unknown, O>({ resolver: zodResolver(schema), defaultValues });
}

export interface FormProps<I extends FieldValues, O extends FieldValues> extends Omit<ComponentProps<"form">, "onSubmit"> {
  form: UseFormReturn<I, unknown, O>;
  /** What it throws is shown: at the fields the server names, else above the buttons. */
  onSubmit: (values: O) => unknown;
  children: ReactNode;
}

export function Form<I extends FieldValues, O extends FieldValues>({ form, onSubmit, children, className, ...rest }: FormProps<I, O>) {
  const textOf = useErrorText();
  const { t } = useTranslation("ui");
  const submit = form.handleSubmit(async (values) => {
    try {
      await onSubmit(values);
    } catch (error) {
      if (placeErrors(form, error)) return;
      const { title, detail } = textOf(error);
      form.setError("root", { ...(error instanceof ApiError ? { type: error.code } : {}), message: detail ? `${title}. ${detail}` : title });
    }
  });
  return (
    <FormProvider {...form}>
      <form noValidate aria-label={t("form")} {...rest} onSubmit={(event) => void submit(event)} className={cn("space-y-4", className)}>
        {children}
      </form>
    </FormProvider>
  );
}

/** Puts a server's field errors at their fields; false when none of them is in this form. */
export function placeErrors<I extends FieldValues, O extends FieldValues>(form: UseFormReturn<I, unknown, O>, error: unknown): boolean {
  if (!(error instanceof ApiError) || error.fields.length === 0) return false;
  const names = new Set(Object.keys(form.getValues()));
  const placed = error.fields.filter(({ field }) => names.has(field.split(".")[0] ?? ""));
  placed.forEach(({ field, detail, code }, index) => {
    const message = i18next.exists(`errors:codes.${code}`) ? i18next.t(`errors:codes.${code}`) : (detail ?? code);
    form.setError(field as FieldPath<I>, { message }, { shouldFocus: index === 0 });
  });
  return placed.length > 0;
}

export interface FormFieldProps<T extends FieldValues, N extends FieldPath<T>> extends Omit<FieldProps, "children" | "error"> {
  name: N;
  /** The control; gets value, onChange, onBlur, name, ref and disabled. */
  children: (field: ControllerRenderProps<T, N>) => ReactElement;
}

export function FormField<T extends FieldValues, N extends FieldPath<T>>({ name, children, ...field }: FormFieldProps<T, N>) {
  const { control } = useFormContext<T>();
  return (
    <Controller
      control={control}
      name={name}
      render={({ field: input, fieldState }) => (
        <Field {...field} error={fieldState.error?.message}>
          {children(input)}
        </Field>
      )}
    />
  );
}

/** What was wrong with the whole, not with one field. */
export function FormError() {
  const { formState } = useFormContext();
  const { t } = useTranslation("errors");
  const { message, type } = formState.errors.root ?? {};
  const way = typeof type === "string" ? wayFrom(type) : undefined;
  return message ? (
    <Callout
      tone="bad"
      live
      action={
        way && (
          <Link to={way.to} className="shrink-0 font-medium underline underline-offset-2">
            {t(way.label)}
          </Link>
        )
      }
    >
      {message}
    </Callout>
  ) : null;
}

export function SubmitButton({ children, whenDirty, ...rest }: ButtonProps & { /** Off until something was changed. */ whenDirty?: boolean }) {
  const { formState } = useFormContext();
  return (
    <Button type="submit" variant="primary" loading={formState.isSubmitting} disabled={whenDirty && !formState.isDirty} {...rest}>
      {children}
    </Button>
  );
}

/** Asks before a page with unsent changes is left by closing the window. */
export function useLeaveWarning(unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [unsaved]);
}
