import { Component, type ReactNode } from 'react'
import { Failure } from './failure.tsx'

interface ErrorBoundaryProps {
  readonly children: ReactNode
  /** Nobody asked for what is in it: see `Failure`. */
  readonly isQuiet?: boolean
  readonly onClose?: (() => void) | undefined
}

interface State {
  readonly error: unknown
  readonly failed: boolean
}

/** Around each part of the page: what fails in it takes nothing else with it. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, State> {
  override state: State = { error: undefined, failed: false }

  static getDerivedStateFromError(error: unknown): State {
    return { error, failed: true }
  }

  override render(): ReactNode {
    const { error, failed } = this.state
    if (!failed) return this.props.children
    const draw = (): void => this.setState({ error: undefined, failed: false })
    const { isQuiet = false, onClose } = this.props
    return <Failure {...{ error, isQuiet, draw, onClose }} />
  }
}
