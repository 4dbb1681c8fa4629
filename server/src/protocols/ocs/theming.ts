import { accentPalette, tokens } from '@nuage/contract'
import type { Academy } from '../../domain/academies/academy.ts'
import { picturePath } from '../wire/academy-look.ts'

/**
 * The keys that Android misses by throwing everything away are all here (ocs.md §3.2). Apps paint with them what
 * somebody of an academy sees, by day.
 * @param base where the instance is, without a slash at its end.
 */
export function theming(base: string, academy?: Academy): Readonly<Record<string, unknown>> {
  const chosen = academy?.brand.accent
  const { light, dark } =
    chosen === undefined ? { light: tokens.colour.light, dark: tokens.colour.light } : accentPalette(chosen)
  return {
    name: 'Nuage',
    productName: 'Nuage',
    url: base,
    slogan: academy === undefined ? '' : (academy.brand.line ?? academy.name),
    color: light.accent,
    'color-text': light.onAccent,
    'color-element': light.accent,
    'color-element-bright': light.accent,
    'color-element-dark': dark.accent,
    ...(academy?.logo === undefined ? {} : { logo: `${base}${picturePath(academy.logo)}` }),
    background: light.accent,
    'background-text': light.onAccent,
    'background-plain': true,
    'background-default': false,
  }
}
