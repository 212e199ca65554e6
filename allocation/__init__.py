"""Who gives the care: eligibility, points, the shared-out plan and its proof."""
