using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace ClsPortal.EndToEnd.Tests.Support;

/// <summary>What axe finds wrong with a page, one sentence for each fault with the elements that have it.</summary>
internal static class Accessibility
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    public static async Task<IReadOnlyList<string>> FaultsAsync(IPage page)
    {
        // While a circuit takes a page over, its head is drawn anew.
        await page.WaitForFunctionAsync("() => document.title && (!window.Blazor || window.portalReady)");
        var result = await page.RunAxe(Rules);
        return [.. result.Violations.Select(fault =>
            $"{fault.Id} ({fault.Impact}): {fault.Help}: {string.Join(", ", fault.Nodes.Select(node => node.Target))}")];
    }
}
