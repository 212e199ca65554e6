"""Forms: a cost model as a workbook that a provider fills in and sends back."""
