using Microsoft.Playwright;

namespace ClsPortal.EndToEnd.Tests.Support;

/// <summary>Whether what a page shows can be read as words.</summary>
internal static class Words
{
    // A break after a hyphen is one that a reader expects. What is there for screen readers alone is a pixel wide.
    private const string Script = """
        (root, box) => {
          const faults = [];
          const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
          for (let text = texts.nextNode(); text; text = texts.nextNode()) {
            const around = text.parentElement.closest(box) ?? root;
            if (!text.parentElement.checkVisibility({ visibilityProperty: true }) || text.parentElement.getBoundingClientRect().width <= 1) continue;
            for (const word of text.data.matchAll(/[^\s-]+/g)) {
              const range = document.createRange();
              range.setStart(text, word.index);
              range.setEnd(text, word.index + word[0].length);
              const lines = new Set([...range.getClientRects()].map((rect) => Math.round(rect.top)));
              const at = range.getBoundingClientRect(), edge = around.getBoundingClientRect();
              if (lines.size > 1) faults.push(`${word[0]} is broken`);
              if (at.left < edge.left - 1 || at.right > edge.right + 1 || at.bottom > edge.bottom + 1) faults.push(`${word[0]} is cut off`);
            }
          }
          return [...new Set(faults)];
        }
        """;

    /// <summary>Words that break inside or stand out of the box around them; the box is the nearest that the selector names.</summary>
    public static Task<string[]> FaultsAsync(this ILocator part, string box) => part.EvaluateAsync<string[]>($"(root) => ({Script})(root, '{box}')");

    /// <summary>Nothing lies over the part, in its corners or its middle.</summary>
    public static Task<bool> IsUncoveredAsync(this ILocator part) =>
        part.EvaluateAsync<bool>(
            """
            (part) => {
              const { left, right, top, bottom } = part.getBoundingClientRect();
              return [[left + 8, top + 8], [right - 8, top + 8], [left + 8, bottom - 8], [right - 8, bottom - 8], [(left + right) / 2, (top + bottom) / 2]]
                .every(([x, y]) => part.contains(document.elementFromPoint(x, y)));
            }
            """
        );
}
