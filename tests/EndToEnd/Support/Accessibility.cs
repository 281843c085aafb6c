using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace ClsPortal.EndToEnd.Tests.Support;

/// <summary>What axe finds wrong with a page, one sentence for each fault with the elements that have it.</summary>
internal static class Accessibility
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    // By the script itself and not by its Playwright package, which opens a second page for each run and loads axe there too, for the
    // sake of frames. The portal has none, and one that appears fails here.
    private const string Run = """
        async () => {
          if (frames.length) return ["axe looks into no frames"];
          const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
          const { violations, passes } = await axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
          if (!passes.length) return ["axe looked at nothing"];
          return violations.map(({ id, impact, help, nodes }) => `${id} (${impact}): ${help}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
        }
        """;

    /// <summary>For a page that opens many addresses: axe comes with each of them, and is not sent to the browser anew.</summary>
    public static Task PrepareAsync(IPage page) => page.AddInitScriptAsync(Axe);

    public static async Task<IReadOnlyList<string>> FaultsAsync(IPage page)
    {
        // While a circuit takes a page over, its head is drawn anew.
        await page.WaitForFunctionAsync("() => document.title && (!window.Blazor || window.portalReady)");
        if (!await page.EvaluateAsync<bool>("() => !!window.axe"))
            await page.EvaluateAsync(Axe);
        return await page.EvaluateAsync<string[]>(Run);
    }
}
