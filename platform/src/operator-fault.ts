/** What whoever runs a program can mend: `runMain` tells it as a sentence, without where in the code it was noticed. */
export class OperatorFault extends Error {
  override readonly name = 'OperatorFault';
}
