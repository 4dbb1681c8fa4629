import { Component, type ReactNode } from 'react'
import { sentenceOf } from '../api/sentence.ts'
import { Button } from '../look/button.tsx'
import { say } from '../words/say.ts'
import styles from './error-boundary.module.css'

interface State {
  readonly error: unknown
  readonly failed: boolean
}

/** Around each part of the page: what fails in it takes nothing else with it. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: undefined, failed: false }

  static getDerivedStateFromError(error: unknown): State {
    return { error, failed: true }
  }

  override render(): ReactNode {
    const { error, failed } = this.state
    if (!failed) return this.props.children
    return (
      <div role="alert" className={styles.failed}>
        <p>{sentenceOf(error)}</p>
        <Button small onPress={() => this.setState({ error: undefined, failed: false })}>
          {say('errors.again')}
        </Button>
      </div>
    )
  }
}
