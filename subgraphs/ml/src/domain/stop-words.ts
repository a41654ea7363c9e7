/** English words that say nothing about what a text is about. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a about after all also am an and any are as at be because been before being between both but by can could did do does
doing during each few for from further had has have having he her here hers him his i if in into is it its itself just me
more most my no nor not now of off on once only or other our ours out over own same she should so some such than that the
their theirs them then there these they this those through to too under until up very was we were while will with would
you your yours`.split(/\s+/),
);

/** Words that make a question a question; in a document they may matter, in a query they do not. */
export const QUESTION_WORDS: ReadonlySet<string> = new Set(
  `what which who whom whose when where why how much many long often tell explain describe show give find list please
know say says said mean means according document documents file files answer question there any`.split(/\s+/),
);
