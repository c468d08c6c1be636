import type { Shop } from '../../shop.ts'
import { newOptionId, type ChosenOption, type OptionValue, type ProductOption } from '../../store/products.ts'
import { gid } from '../../graphql/gid.ts'
import { ProductProblem, type Path } from './problem.ts'

export interface OptionInput {
  readonly id?: string | null
  readonly name?: string | null
  readonly position?: number | null
  readonly values?: readonly { readonly id?: string | null; readonly name?: string | null }[] | null
  readonly linkedMetafield?: unknown
}

export interface ChosenInput {
  readonly id?: string | null
  readonly name?: string | null
  readonly optionId?: string | null
  readonly optionName?: string | null
  readonly linkedMetafieldValue?: unknown
}

export const mostOptions = 3
const longestName = 255

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()
export const optionGid = (option: ProductOption): string => gid('ProductOption', option.id)
export const valueGid = (value: OptionValue): string => gid('ProductOptionValue', value.id)

function valuesFrom(shop: Shop, input: OptionInput, before: ProductOption | undefined, path: Path): OptionValue[] {
  const given = input.values ?? before?.values.map((one) => ({ id: valueGid(one), name: one.name })) ?? []
  if (given.length === 0) {
    throw new ProductProblem('OPTION_VALUES_MISSING', [...path, 'values'], 'Each option must have at least one value.')
  }
  const values: OptionValue[] = []
  for (const [place, one] of given.entries()) {
    const at = [...path, 'values', String(place)]
    const known = before?.values.find((value) => (one.id ? valueGid(value) === one.id : value.name === one.name))
    if (one.id && !known) throw new ProductProblem('OPTION_VALUE_DOES_NOT_EXIST', at, 'Option value does not exist.')
    const name = (one.name ?? known?.name ?? '').trim()
    if (name === '') throw new ProductProblem('INVALID_INPUT', at, "Option value name can't be blank")
    if (Array.from(name).length > longestName) {
      throw new ProductProblem('INVALID_INPUT', at, 'Option value name is too long (maximum is 255 characters)')
    }
    if (values.some((value) => same(value.name, name))) {
      throw new ProductProblem('DUPLICATED_OPTION_VALUE', at, `Duplicated option value. Option values: ${name}`)
    }
    values.push({ id: known?.id ?? newOptionId(shop), name })
  }
  return values
}

/** The options as they become: these and no others, in this order. */
export function optionsFrom(
  shop: Shop,
  inputs: readonly OptionInput[],
  before: readonly ProductOption[],
  path: Path,
): ProductOption[] {
  if (inputs.length > mostOptions) {
    const message = `Number of product options cannot exceed ${mostOptions}.`
    throw new ProductProblem('OPTIONS_OVER_LIMIT', path, message)
  }
  const options: ProductOption[] = []
  for (const [place, input] of inputs.entries()) {
    const at = [...path, String(place)]
    if (input.linkedMetafield) {
      throw new ProductProblem('INVALID_INPUT', at, 'The sandbox does not link options to metafields yet.')
    }
    const known = before.find((one) => (input.id ? optionGid(one) === input.id : one.name === input.name))
    if (input.id && !known) throw new ProductProblem('OPTION_DOES_NOT_EXIST', at, 'Option does not exist.')
    const name = (input.name ?? known?.name ?? '').trim()
    if (name === '') throw new ProductProblem('INVALID_INPUT', at, "Option name can't be blank")
    if (Array.from(name).length > longestName) {
      throw new ProductProblem('INVALID_INPUT', at, 'Option name is too long (maximum is 255 characters)')
    }
    if (options.some((one) => same(one.name, name))) {
      throw new ProductProblem('DUPLICATED_OPTION_NAME', at, `Duplicated option name. Option names: ${name}`)
    }
    options.push({ id: known?.id ?? newOptionId(shop), name, values: valuesFrom(shop, input, known, at) })
  }
  const order = (one: ProductOption): number => inputs[options.indexOf(one)]?.position ?? 0
  return inputs.some((one) => typeof one.position === 'number')
    ? options.toSorted((one, other) => order(one) - order(other))
    : options
}

/** One value of each option, in their order; `unknownValue` decides what becomes of a value that an option lacks. */
export function chosenFrom(
  options: readonly ProductOption[],
  inputs: readonly ChosenInput[],
  path: Path,
  unknownValue: (option: ProductOption, name: string, path: Path) => string,
): ChosenOption[] {
  const chosen = new Map<string, string>()
  for (const [place, input] of inputs.entries()) {
    const at = [...path, 'optionValues', String(place)]
    const option = options.find((one) =>
      input.optionId ? optionGid(one) === input.optionId : one.name === input.optionName,
    )
    if (!option) throw new ProductProblem('OPTION_DOES_NOT_EXIST', at, 'Option does not exist')
    const value = option.values.find((one) => (input.id ? valueGid(one) === input.id : one.name === input.name))
    chosen.set(option.name, value?.name ?? unknownValue(option, input.name ?? '', at))
  }
  const lacking = options.find((one) => !chosen.has(one.name))
  if (lacking) {
    const message = `You need to add option values for ${lacking.name}`
    throw new ProductProblem('INVALID_VARIANT', [...path, 'optionValues'], message)
  }
  return options.map(({ name }) => ({ name, value: chosen.get(name) ?? '' }))
}

export const titleOf = (options: readonly ChosenOption[]): string => options.map((one) => one.value).join(' / ')
