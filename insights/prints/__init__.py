"""The print for a doctor or dietitian: one summary, shown as a page and as a PDF."""
