/** The threads that work is shared out to. */
package mle.parallel;
