"""The small trained model that judges, beside the rules, who is for or against what."""
