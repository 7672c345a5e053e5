/** What a fit looks like on paper and in files. */
package mle.report;
