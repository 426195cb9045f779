"""The look of the explorers, once for all of them."""

from pathlib import Path

STYLE = f"<style>{(Path(__file__).parent / 'explorer.css').read_text(encoding='utf-8')}</style>"
