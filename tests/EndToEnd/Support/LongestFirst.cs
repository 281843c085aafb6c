using ClsPortal.EndToEnd.Tests.Shared;
using ClsPortal.EndToEnd.Tests.Support;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace ClsPortal.EndToEnd.Tests.Support;

/// <summary>What lasts begins first: begun last, it would leave the machine's other cores idle until it ends.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long = ["operations", nameof(Operations.ImageTests), nameof(DesktopAccessibilityTests), nameof(PhoneAccessibilityTests)];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => Place(collection)).ThenBy(collection => collection.TestCollectionDisplayName, StringComparer.Ordinal)];

    private static int Place(ITestCollection collection) =>
        Array.FindIndex(Long, name => collection.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal)) is >= 0 and var place
            ? place
            : Long.Length;
}
