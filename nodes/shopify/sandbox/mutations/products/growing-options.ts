import type { Shop } from '../../shop.ts'
import { newOptionId, type ChosenOption, type ProductOption, type Variant } from '../../store/products.ts'
import { chosenFrom, titleOf, type ChosenInput } from './options.ts'
import { ProductProblem, type Path } from './problem.ts'

/** Options that learn the values that variants come with. */
export class GrowingOptions {
  readonly #shop: Shop
  #list: ProductOption[]
  constructor(shop: Shop, list: readonly ProductOption[]) {
    this.#shop = shop
    this.#list = [...list]
  }

  get list(): readonly ProductOption[] {
    return this.#list
  }

  choose(inputs: readonly ChosenInput[], at: Path): ChosenOption[] {
    return chosenFrom(this.#list, inputs, at, (option, name, where) => {
      if (name.trim() === '')
        throw new ProductProblem('OPTION_VALUE_DOES_NOT_EXIST', where, 'Option value does not exist')
      const value = { id: newOptionId(this.#shop), name: name.trim() }
      this.#list = this.#list.map((one) => (one.id === option.id ? { ...one, values: [...one.values, value] } : one))
      return value.name
    })
  }
}

const keyOf = (chosen: readonly ChosenOption[]): string => JSON.stringify(chosen.map((one) => one.value.toLowerCase()))

export function checkFree(others: readonly Variant[], options: readonly ChosenOption[], at: Path): void {
  if (!others.some((one) => keyOf(one.body.options) === keyOf(options))) return
  const message = `The variant '${titleOf(options)}' already exists. Please change at least one option value.`
  throw new ProductProblem('VARIANT_ALREADY_EXISTS', at, message)
}
