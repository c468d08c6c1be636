import { createContext, useContext } from 'react'
import type { Manifest } from '../../../nodes/sdk/manifest.ts'
import type { FlowNode } from '../../../flows/schema.ts'

/** What widgets need of where they stand. Without a node it is the form of the flow's own settings. */
export interface FormContext {
  readonly node?: FlowNode
  readonly manifest?: Manifest
  /** The connection that is bound for a system, for lists from the live system. */
  readonly connectionFor?: (system: string) => string | undefined
  /** A flow's own settings: defaults are told and can be taken back, and an emptied field is a value of its own. */
  readonly settings?: boolean
  /** What the server says is wrong, by the name of the field. */
  readonly problems?: ReadonlyMap<string, string>
  /** Nobody has tried to send it yet: what is missing is not called wrong. */
  readonly untried?: boolean
}

const Context = createContext<FormContext>({})
export const FormProvider = Context.Provider
export const useForm = (): FormContext => useContext(Context)
