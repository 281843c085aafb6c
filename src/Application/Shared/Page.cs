namespace ClsPortal.Application.Shared;

/// <summary>A page of a list.</summary>
/// <param name="Items">What it shows.</param>
/// <param name="Number">From 1.</param>
/// <param name="Size">Most items of a page.</param>
/// <param name="Total">Items of all pages.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, int Number, int Size, int Total)
{
    /// <summary>Pages; an empty list has one.</summary>
    public int Count => PageCut.Count(Total, Size);
}

/// <summary>Which part of a list is read.</summary>
public sealed class PageCut
{
    /// <summary>Items of a page where a list does not say otherwise.</summary>
    public const int UsualSize = 50;

    private PageCut(int number, int size, int total) => (Number, Size, Total) = (number, size, total);

    public int Number { get; }

    public int Size { get; }

    public int Total { get; }

    /// <param name="wanted">A number beyond the last, as of a list that became shorter, is the last.</param>
    /// <param name="total">Items of all pages.</param>
    /// <param name="size">Most items of a page.</param>
    public static PageCut Of(int wanted, int total, int size = UsualSize) => new(Math.Clamp(wanted, 1, Count(total, size)), size, total);

    /// <summary>The page, of the items that were read for it.</summary>
    public Page<T> Of<T>(IReadOnlyList<T> items) => new(items, Number, Size, Total);

    internal static int Count(int total, int size) => Math.Max(1, (total + size - 1) / size);
}

public static class PageCuts
{
    /// <summary>The rows of the page; the order must be total, or a row may stand on two pages.</summary>
    public static IQueryable<T> Cut<T>(this IQueryable<T> rows, PageCut cut) => rows.Skip((cut.Number - 1) * cut.Size).Take(cut.Size);

    /// <summary>The same for what is in memory already.</summary>
    public static IEnumerable<T> Cut<T>(this IEnumerable<T> rows, PageCut cut) => rows.Skip((cut.Number - 1) * cut.Size).Take(cut.Size);
}
