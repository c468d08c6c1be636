import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

/** Petrol, hue 199; step 7 is `--brand` of the light theme, step 4 that of the dark one. */
const brand: MantineColorsTuple = [
  '#e3f1f8',
  '#c9e3f0',
  '#9ccbe0',
  '#83cae8',
  '#5fb8dd',
  '#2482ab',
  '#1a7398',
  '#0f6488',
  '#0b5272',
  '#083e57',
]

export const theme = createTheme({
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  primaryColor: 'brand',
  primaryShade: { light: 7, dark: 4 },
  colors: { brand },
  defaultRadius: 5,
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontSizes: { xs: '11.5px', sm: '12.5px', md: '13px', lg: '14px', xl: '18px' },
  components: {
    Tooltip: { defaultProps: { openDelay: 400, transitionProps: { duration: 120 }, withinPortal: true } },
    ModalRoot: {
      defaultProps: { centered: true, radius: 8, transitionProps: { duration: 180, transition: 'fade' } },
    },
    ModalOverlay: { defaultProps: { backgroundOpacity: 0.35 } },
    Menu: { defaultProps: { radius: 8, shadow: 'none', transitionProps: { duration: 120 } } },
    Popover: { defaultProps: { radius: 8, shadow: 'none', transitionProps: { duration: 120 } } },
    Input: { defaultProps: { size: 'xs' } },
    InputWrapper: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'xs' } },
    PasswordInput: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs', checkIconPosition: 'right' } },
    Textarea: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs' } },
  },
})

/** Mantine's own variables, told in our tokens. It sets them per scheme, so they are given for both. */
const told = {
  '--mantine-color-body': 'var(--raised)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--text-3)',
  '--mantine-color-placeholder': 'var(--text-3)',
  '--mantine-color-anchor': 'var(--brand)',
  '--mantine-color-error': 'var(--failed)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--control)',
  '--mantine-color-disabled': 'var(--sunken)',
  '--mantine-color-disabled-color': 'var(--text-3)',
  '--mantine-color-disabled-border': 'var(--line-2)',
  '--mantine-primary-color-filled': 'var(--brand)',
  '--mantine-primary-color-filled-hover': 'var(--brand-h)',
  '--mantine-primary-color-contrast': 'var(--brand-on)',
  '--mantine-primary-color-light': 'var(--brand-tint)',
  '--mantine-primary-color-light-hover': 'var(--sel)',
  '--mantine-primary-color-light-color': 'var(--brand)',
}

export const resolveVariables: CSSVariablesResolver = () => ({ variables: {}, light: told, dark: told })
