import { Component, type ReactNode, Suspense } from 'react';

interface PlainBoundaryProps {
  /** What stands there while the rest is loaded, and when it cannot be shown. */
  plain: ReactNode;
  /** When it changes, it is tried again. */
  text: string;
  children: ReactNode;
}

/** Shows text plainly where what makes it nicer is not there, or fails: an answer is never lost to its formatting. */
export class PlainBoundary extends Component<PlainBoundaryProps, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override componentDidUpdate(before: PlainBoundaryProps) {
    if (this.state.hasFailed && before.text !== this.props.text) this.setState({ hasFailed: false });
  }

  override render() {
    const { plain, children } = this.props;
    return this.state.hasFailed ? plain : <Suspense fallback={plain}>{children}</Suspense>;
  }
}
