"""Finding wrong forms of terms and judging each occurrence."""
