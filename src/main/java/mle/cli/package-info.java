/**
 * The command {@code mle}: one class per verb over the library's public API, with nothing of its own to compute. What
 * cannot be done is said in one line on standard error, with exit code 2 and nothing on standard output.
 */
package mle.cli;
